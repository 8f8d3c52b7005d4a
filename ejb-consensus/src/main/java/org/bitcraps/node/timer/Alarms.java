package org.bitcraps.node.timer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;

/**
 * Which timers run, and until when. Owned by one loop, which waits no longer than until the next
 * one: exact, without a thread that could fire what was cancelled meanwhile.
 */
public final class Alarms {

  private final Map<Timer, Long> running = new EnumMap<>(Timer.class);

  /** Sets, moves or cancels one. */
  public void apply(TimerChange change) {
    switch (change) {
      case TimerChange.Set set -> running.put(set.timer(), set.atMs());
      case TimerChange.Cancel cancel -> running.remove(cancel.timer());
    }
  }

  /** When the next one is due, milliseconds since 1970; empty if none runs. */
  public OptionalLong nextAtMs() {
    return running.values().stream().mapToLong(Long::longValue).min();
  }

  /** Takes out those that are due, the earliest first. */
  public List<Timer> takeDue(long nowMs) {
    List<Timer> due = new ArrayList<>();
    running.entrySet().stream()
        .filter(entry -> entry.getValue() <= nowMs)
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> due.add(entry.getKey()));
    due.forEach(running::remove);
    return due;
  }
}

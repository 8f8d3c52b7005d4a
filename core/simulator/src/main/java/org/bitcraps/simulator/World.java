package org.bitcraps.simulator;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Time and the queue of what will happen. One thread; time moves only from event to event. */
public final class World {

  /** More than this on its way at once is an avalanche: messages that breed messages. */
  private static final int QUEUE_MAX = 500_000;

  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final Trace trace;
  private long nowUs;
  private long planned;
  private long events;
  private long busyUs;
  private BooleanSupplier busy = () -> false;

  private record Event(long atUs, long order, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atUs, other.atUs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  World(boolean narrated) {
    trace = new Trace(narrated);
  }

  /** From now on the time during which this holds is counted. */
  void countWhile(BooleanSupplier whatHolds) {
    busy = whatHolds;
  }

  /** How long it held, microseconds. */
  long busyUs() {
    return busyUs;
  }

  /** True time since the start of the run, microseconds. No replica sees it. */
  public long nowUs() {
    return nowUs;
  }

  /** Plans an action; two at the same time happen in the order in which they were planned. */
  public void in(long delayUs, Runnable action) {
    if (queue.size() == QUEUE_MAX) {
      throw new Violation("storm", QUEUE_MAX + " messages and timers are on their way");
    }
    queue.add(new Event(nowUs + Math.max(0, delayUs), planned++, action));
  }

  /** Runs everything up to a time. */
  void runUntil(long untilUs) {
    while (!queue.isEmpty() && queue.peek().atUs() <= untilUs) {
      Event event = queue.remove();
      if (busy.getAsBoolean()) {
        busyUs += event.atUs() - nowUs;
      }
      nowUs = event.atUs();
      events++;
      if ((events & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted"); // A mutant may never end by itself.
      }
      trace.mix(nowUs);
      event.action().run();
    }
    nowUs = untilUs;
  }

  /** How many events have happened. */
  long events() {
    return events;
  }

  Trace trace() {
    return trace;
  }

  /** Notes in words what happens now. */
  public void tell(Supplier<String> words) {
    trace.tell(nowUs, words);
  }
}

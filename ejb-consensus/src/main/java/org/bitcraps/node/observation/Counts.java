package org.bitcraps.node.observation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one validator. Thread-safe. */
public final class Counts {

  private final Map<Count, LongAdder> values = new EnumMap<>(Count.class);

  /** All zero. */
  public Counts() {
    for (Count count : Count.values()) {
      values.put(count, new LongAdder());
    }
  }

  /** One more. */
  public void add(Count count) {
    values.get(count).increment();
  }

  /** So many more. */
  public void add(Count count, long more) {
    values.get(count).add(more);
  }

  /** One of them, now. */
  public long get(Count count) {
    return values.get(count).sum();
  }

  /** All of them, now, by label. */
  public SortedMap<String, Long> labelled() {
    SortedMap<String, Long> labelled = new TreeMap<>();
    values.forEach((count, value) -> labelled.put(count.label(), value.sum()));
    return labelled;
  }
}

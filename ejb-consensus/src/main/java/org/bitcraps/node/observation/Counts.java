package org.bitcraps.node.observation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.bitcraps.protocol.consensus.Observation.ViewChangeStarted.Reason;

/** The counts of one validator. Thread-safe. */
public final class Counts {

  private final Map<Count, LongAdder> values = new EnumMap<>(Count.class);
  private final Map<Reason, LongAdder> reasons = new EnumMap<>(Reason.class);

  private final RecentTimes latencies = new RecentTimes();

  /** All zero. */
  public Counts() {
    for (Count count : Count.values()) {
      values.put(count, new LongAdder());
    }
    for (Reason reason : Reason.values()) {
      reasons.put(reason, new LongAdder());
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

  /** A block was certified so long after it was proposed. */
  public void latency(long ms) {
    add(Count.TIMED);
    add(Count.LATENCY_MS, ms);
    latencies.add(ms);
  }

  /**
   * From proposal to certificate, of the last 1,024 blocks.
   *
   * @return milliseconds; not a number before there are any
   */
  public double latencyQuantile(double share) {
    return latencies.quantile(share);
  }

  /** A view was given up. */
  public void gaveUp(Reason reason) {
    add(Count.VIEW_CHANGES);
    reasons.get(reason).increment();
  }

  /** Views given up for this reason, now. */
  public long get(Reason reason) {
    return reasons.get(reason).sum();
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

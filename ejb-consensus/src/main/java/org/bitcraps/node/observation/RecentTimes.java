package org.bitcraps.node.observation;

import java.util.Arrays;

/** The last times of something, for the question how long it takes mostly. Thread-safe. */
final class RecentTimes {

  /** Six minutes of an idle chain. */
  static final int KEPT = 1_024;

  private final int[] ring = new int[KEPT];
  private long seen;

  synchronized void add(long ms) {
    ring[(int) (seen++ % KEPT)] = Math.clamp(ms, 0, Integer.MAX_VALUE);
  }

  /**
   * The least time within which such a share of those that are kept were done (nearest rank).
   *
   * @param share above 0, at most 1
   * @return milliseconds; not a number if there are none
   */
  synchronized double quantile(double share) {
    int[] sorted = Arrays.copyOf(ring, (int) Math.min(seen, KEPT));
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}

package org.bitcraps.jms;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: between half and all of a base that doubles. The jitter
 * keeps the nodes of a cluster from coming back at the same moment.
 *
 * @param leastMs the first base, at least 1
 * @param mostMs the last base
 */
public record Backoff(long leastMs, long mostMs) {

  /** 50 ms … 2 s. */
  public static final Backoff DEFAULT = new Backoff(50, 2_000);

  /**
   * @throws IllegalArgumentException if not 1 ≤ least ≤ most
   */
  public Backoff {
    if (leastMs < 1 || mostMs < leastMs) {
      throw new IllegalArgumentException("back-off " + leastMs + " … " + mostMs + " ms");
    }
  }

  /**
   * The wait after so many failures in a row.
   *
   * @param failures 1 for the first
   */
  long waitMs(int failures, RandomGenerator random) {
    // 2^20 times the least is beyond any most that makes sense; the shift cannot overflow.
    long base = Math.min(mostMs, leastMs << Math.clamp(failures - 1, 0, 20));
    return base - random.nextLong(base / 2 + 1);
  }
}

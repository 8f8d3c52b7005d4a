package org.bitcraps.protocol.pbft;

/**
 * How long to wait (P4, P5): a node's own configuration, no part of validity.
 *
 * @param baseTimeoutMs patience without any failure, at least 1
 * @param lingerMs how long a batch waits for company while the pipeline is busy
 */
public record Pacing(long baseTimeoutMs, long lingerMs) {

  /** No timeout exceeds this multiple of the base, however many views fail. */
  public static final int BACK_OFF_MAX = 8;

  /** SPEC §2: 500 ms, 10 ms. */
  public static final Pacing DEFAULT = new Pacing(500, 10);

  /**
   * @throws IllegalArgumentException if a duration is not positive
   */
  public Pacing {
    if (baseTimeoutMs < 1 || lingerMs < 0) {
      throw new IllegalArgumentException("timeout " + baseTimeoutMs + ", linger " + lingerMs);
    }
  }

  /** The timeout after so many views in a row that certified nothing. */
  long timeoutMs(int failedViews) {
    return baseTimeoutMs * Math.min(BACK_OFF_MAX, 1 << Math.min(failedViews, 3));
  }

  /** Lost messages are sent again, and held bodies offered to the primary, after half of it. */
  long resendMs(int failedViews) {
    return Math.max(1, timeoutMs(failedViews) / 2);
  }
}

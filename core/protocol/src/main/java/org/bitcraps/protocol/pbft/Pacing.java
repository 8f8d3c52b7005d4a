package org.bitcraps.protocol.pbft;

import java.util.OptionalLong;

/**
 * How long to wait (P4, P5): a node's own configuration, no part of validity.
 *
 * @param baseTimeoutMs patience without any failure on a quick network, 1 ms … 1 day
 * @param lingerMs how long a batch waits for company while the pipeline is busy
 */
public record Pacing(long baseTimeoutMs, long lingerMs) {

  /**
   * No timeout exceeds this multiple of the base, however many views fail.
   *
   * <p>DEVIATION: PBFT02 §4.5.2 doubles without end, so that a network of any delay is outwaited at
   * last. Users of others saw timers of 4096 s; whose network needs more sets a longer base.
   */
  public static final int BACK_OFF_MAX = 8;

  /** SPEC §2: 500 ms, 10 ms. */
  public static final Pacing DEFAULT = new Pacing(500, 10);

  /**
   * @throws IllegalArgumentException if a duration is out of range
   */
  public Pacing {
    if (baseTimeoutMs < 1 || baseTimeoutMs > 86_400_000 || lingerMs < 0) {
      throw new IllegalArgumentException("timeout " + baseTimeoutMs + ", linger " + lingerMs);
    }
  }

  /** A primary is slow if it takes so many times as long as the others took. */
  public static final int SLOW_FACTOR = 4;

  /**
   * The timeout: what was learned, doubled with every view in a row that certified nothing, between
   * the base and {@link #longestMs}.
   *
   * @param failedViews views in a row that certified nothing
   * @param othersMs what other primaries took from proposal to certificate; empty if not known
   */
  long timeoutMs(int failedViews, OptionalLong othersMs) {
    long most = longestMs();
    long learned = Math.min(most, SLOW_FACTOR * Math.min(most, othersMs.orElse(0)));
    long patience = Math.max(baseTimeoutMs, learned);
    return Math.min(most, patience << Math.min(failedViews, 3));
  }

  /** No timeout is longer: {@link #BACK_OFF_MAX} times the base. */
  long longestMs() {
    return baseTimeoutMs * BACK_OFF_MAX;
  }

  /**
   * Whether a primary is so much slower than the others that it is replaced (P5). Below a sixteenth
   * of the base nobody is called slow: it is noise.
   */
  boolean isSlow(long medianMs, long othersMs) {
    return medianMs > SLOW_FACTOR * Math.max(othersMs, Math.max(1, baseTimeoutMs / 16));
  }

  /** Lost messages are sent again, and held bodies offered to the primary, after half of it. */
  long resendMs(long timeoutMs) {
    return Math.max(1, timeoutMs / 2);
  }
}

package org.bitcraps.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one run measured.
 *
 * @param what a word for what is counted
 * @param count how many
 * @param seconds from the first one sent to the last one certified
 * @param sortedUs of each request, from sending it to the last of it certified, µs, ascending
 */
public record Figures(String what, long count, double seconds, List<Long> sortedUs) {

  /** Sorts the times. */
  public static Figures of(String what, long count, double seconds, long[] us) {
    return new Figures(what, count, seconds, Arrays.stream(us).sorted().boxed().toList());
  }

  /** How many a second. */
  public double perSecond() {
    return count / seconds;
  }

  /** A quantile in milliseconds. */
  public double ms(double quantile) {
    int last = sortedUs.size() - 1;
    return sortedUs.get((int) Math.min(last, Math.floor(quantile * sortedUs.size()))) / 1e3;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d %s in %.2f s = %.0f/s; ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (n = %d)",
        count,
        what,
        seconds,
        perSecond(),
        ms(0.5),
        ms(0.9),
        ms(0.99),
        ms(1),
        sortedUs.size());
  }
}

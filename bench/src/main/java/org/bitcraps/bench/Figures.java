package org.bitcraps.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one run measured.
 *
 * @param bets how many
 * @param seconds from the first byte sent to the last bet certified
 * @param sortedUs of each request, from sending it to its last bet seen certified, µs, ascending
 */
record Figures(int bets, double seconds, List<Long> sortedUs) {

  static Figures of(int bets, double seconds, long[] us) {
    return new Figures(bets, seconds, Arrays.stream(us).sorted().boxed().toList());
  }

  double betsPerSecond() {
    return bets / seconds;
  }

  /** A quantile in milliseconds. */
  double ms(double quantile) {
    int last = sortedUs.size() - 1;
    return sortedUs.get((int) Math.min(last, Math.floor(quantile * sortedUs.size()))) / 1e3;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d bets in %.2f s = %.0f/s; ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (n = %d)",
        bets,
        seconds,
        betsPerSecond(),
        ms(0.5),
        ms(0.9),
        ms(0.99),
        ms(1),
        sortedUs.size());
  }
}

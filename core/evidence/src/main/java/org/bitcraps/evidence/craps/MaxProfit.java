package org.bitcraps.evidence.craps;

/**
 * The most a live bet can still win: what a table's bankroll reserves for it until it is decided
 * (DESIGN B3).
 *
 * <p>Exact and never overflowing: a stake is at most 2^52 (checked where a {@link Bet} is made and
 * where one is asked for), and {@link RulesTable} refuses pays that would not fit above that.
 */
public final class MaxProfit {

  private MaxProfit() {}

  /**
   * Of a live bet, base units. It does not shrink while the bet lives: until the last deciding roll
   * every bet can still reach its best result, except Fire, whose reserve is kept whole until its
   * seven-out.
   */
  public static long of(RulesTable rules, Bet bet) {
    return rules.rule(bet.type()).terms().maxPays().ofAmount(bet.stake());
  }
}

package org.bitcraps.evidence.craps;

import java.util.List;
import java.util.Optional;

/**
 * Which odds ride on which base bet, and how much they may be.
 *
 * <p>Odds are decided by the same numbers as their base bet, so they never outlive it; a base bet
 * that could be taken away first is held by {@link Refusal#ODDS_DEPEND_ON_IT}.
 */
final class Odds {

  private Odds() {}

  /** The odds that may be placed behind a bet as it stands now; nothing before its point. */
  static Optional<BetType> behind(Bet base, TableState table) {
    return switch (base.type().family()) {
      case PASS -> BetType.of(Family.PASS_ODDS, table.point().number());
      case DONT_PASS -> BetType.of(Family.DONT_PASS_ODDS, table.point().number());
      case COME -> BetType.of(Family.COME_ODDS, base.point().number());
      case DONT_COME -> BetType.of(Family.DONT_COME_ODDS, base.point().number());
      // A Put is a Pass bet made late.
      case PUT -> BetType.of(Family.PASS_ODDS, base.type().number());
      case PASS_ODDS,
          DONT_PASS_ODDS,
          COME_ODDS,
          DONT_COME_ODDS,
          PLACE,
          PLACE_TO_LOSE,
          BUY,
          LAY,
          BIG,
          HARD,
          FIELD,
          PROPOSITION,
          HOP,
          SMALL_TALL_ALL,
          FIRE,
          REPEATER ->
          Optional.empty();
    };
  }

  /** What a player has standing that these odds may ride on, base units. */
  static long base(BetType odds, TableState table, List<Bet> standing) {
    long sum = 0;
    for (Bet bet : standing) {
      if (behind(bet, table).equals(Optional.of(odds))) {
        sum = Chips.add(sum, bet.stake());
      }
    }
    return sum;
  }

  /**
   * Whether so much in odds is too much behind that base: the stake of odds taken, the win of odds
   * laid, may be 3, 4 or 5 times the base.
   */
  static boolean exceed(RulesTable rules, BetType odds, long stake, long base) {
    long most = Math.multiplyExact(base, rules.odds().on(odds.number()));
    boolean laid = odds.family() == Family.DONT_PASS_ODDS || odds.family() == Family.DONT_COME_ODDS;
    return (laid ? rules.rule(odds).terms().maxPays().ofAmount(stake) : stake) > most;
  }
}

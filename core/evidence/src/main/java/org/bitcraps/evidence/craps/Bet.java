package org.bitcraps.evidence.craps;

/**
 * A live bet: what the rules need to know of it and nothing else (whose it is and its id live in
 * the ledger).
 *
 * <p>Odds are bets of their own (PASS_ODDS_6 …), tied to their base bet by {@link Placement} and
 * {@link Alteration}. Progress of Fire, Small/Tall/All and repeaters lives in the {@link
 * TableState}.
 *
 * @param type which bet
 * @param stake base units, a multiple of 1320 (see {@link Chips#isStake})
 * @param point the number a COME or DONT_COME has travelled to; OFF before that and for all others
 * @param working what the player has said about it
 */
public record Bet(BetType type, long stake, Point point, Switch working) {

  /**
   * Checks the stake and that only Come bets travel.
   *
   * @throws IllegalArgumentException otherwise
   */
  public Bet {
    if (!Chips.isStake(stake)) {
      throw new IllegalArgumentException("not a stake: " + stake);
    }
    if (point.isOn() && type != BetType.COME && type != BetType.DONT_COME) {
      throw new IllegalArgumentException(type + " does not travel");
    }
  }

  /** A bet as it is first placed. */
  public static Bet of(BetType type, long stake) {
    return new Bet(type, stake, Point.OFF, Switch.HOUSE_RULE);
  }

  /** The same bet on that number. */
  public Bet travelledTo(Point to) {
    return new Bet(type, stake, to, working);
  }

  /** The same bet with another stake. */
  public Bet withStake(long newStake) {
    return new Bet(type, newStake, point, working);
  }

  /** The same bet, switched. */
  public Bet switched(Switch to) {
    return new Bet(type, stake, point, to);
  }
}

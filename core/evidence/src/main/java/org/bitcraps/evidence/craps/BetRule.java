package org.bitcraps.evidence.craps;

/**
 * One row of the rules: all there is to know about a bet.
 *
 * @param type which bet
 * @param terms what decides it and what it pays
 * @param opening when it may be placed or raised
 * @param changes what the player may do with it afterwards
 * @param limits table minimum and maximum
 */
public record BetRule(BetType type, Terms terms, Opening opening, Changes changes, Limits limits) {

  /** When a bet may be placed. */
  public enum Opening {
    /** Puck OFF. */
    COME_OUT,
    /** Puck ON. */
    POINT,
    /** Puck ON its own number: a Put is a Pass bet made late. */
    ITS_POINT,
    /** Behind a base bet of the same player that stands on the number, within the odds limit. */
    BEHIND_BASE_BET,
    /** Between any two rolls. */
    ANY_TIME,
    /** While its own progress is still nil, so that every such bet starts from the same state. */
    BEFORE_PROGRESS
  }

  /** What may happen to a bet between two rolls. */
  public enum Changes {
    /** Taken down, reduced, pressed. */
    FREE,
    /** The same until its point stands; from then on nothing. */
    CONTRACT,
    /** Taken down and reduced, never pressed. */
    NOT_RAISED
  }

  /**
   * Table limits, base units.
   *
   * @param min of each bet
   * @param max of all bets of one player with this type (and the same travelled-to number) together
   */
  public record Limits(long min, long max) {

    /**
     * Checks that both are stakes and in order.
     *
     * @throws IllegalArgumentException otherwise
     */
    public Limits {
      if (!Chips.isStake(min) || !Chips.isStake(max) || min > max) {
        throw new IllegalArgumentException("no such limits: " + min + " to " + max);
      }
    }
  }

  /** Whether the player may switch it on and off. */
  public boolean isSwitchable() {
    return terms instanceof Terms.Standing standing
        && standing.comeOut() == Terms.ComeOut.OFF_UNLESS_SWITCHED_ON;
  }

  /** The same rule with other limits. */
  public BetRule withLimits(Limits other) {
    return new BetRule(type, terms, opening, changes, other);
  }

  /** The row's canonical text, without a line end. */
  @Override
  public String toString() {
    return "bet %s code=%s opening=%s changes=%s min=%s max=%s %s"
        .formatted(type, type.code(), opening, changes, limits.min(), limits.max(), terms);
  }
}

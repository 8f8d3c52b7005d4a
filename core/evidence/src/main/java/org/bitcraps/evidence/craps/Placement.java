package org.bitcraps.evidence.craps;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.craps.Decision.Accepted;
import org.bitcraps.evidence.craps.Decision.Refused;

/**
 * Which bets one player may place now.
 *
 * <p>Whether the round is open, whether the player has the money and whether the bankroll can
 * reserve the {@link MaxProfit} is the ledger's to check, not the rules'.
 *
 * @param rules the game
 * @param table the table between two rolls
 * @param standing all live bets of this player at this table
 */
public record Placement(RulesTable rules, TableState table, List<Bet> standing) {

  /** Copies the bets. */
  public Placement {
    standing = List.copyOf(standing);
  }

  /** May this bet be placed? Any {@code long} may be asked for: nothing overflows. */
  public Decision place(BetType type, long stake) {
    Optional<Refused> refused = refuseAmount(type, stake);
    if (refused.isPresent()) {
      return refused.get();
    }
    Bet bet = Bet.of(type, stake);
    return refuse(bet)
        .<Decision>map(refusal -> refusal)
        .orElseGet(() -> new Accepted(Optional.of(bet), stake, 0));
  }

  /** The stake by itself, in the order: multiple of the unit, minimum, maximum. */
  Optional<Refused> refuseAmount(BetType type, long stake) {
    BetRule.Limits limits = rules.rule(type).limits();
    if (stake % Chips.UNIT != 0 || stake <= 0) {
      long below = Math.clamp(Chips.stakeBelow(stake), limits.min(), limits.max());
      long above = Math.clamp(Chips.stakeAbove(stake), limits.min(), limits.max());
      return refused(
          Refusal.NOT_A_STAKE,
          "a stake is a multiple of %s: instead of %s stake %s or %s"
              .formatted(Chips.UNIT, stake, below, above));
    }
    if (stake < limits.min()) {
      return refused(
          Refusal.BELOW_MINIMUM,
          "the minimum for %s is %s, not %s".formatted(type, limits.min(), stake));
    }
    if (stake > limits.max()) {
      return refused(
          Refusal.ABOVE_MAXIMUM,
          "the maximum for %s is %s, not %s".formatted(type, limits.max(), stake));
    }
    return Optional.empty();
  }

  /** A bet of an admissible stake beside the standing ones. */
  Optional<Refused> refuse(Bet bet) {
    long total = Chips.add(alike(bet), bet.stake());
    BetRule rule = rules.rule(bet.type());
    if (total > rule.limits().max()) {
      return refused(
          Refusal.ABOVE_MAXIMUM,
          "the maximum for %s is %s; with your other bets it would be %s"
              .formatted(bet.type(), rule.limits().max(), total));
    }
    return switch (rule.opening()) {
      case COME_OUT ->
          unless(
              table.phase() == Phase.COME_OUT,
              Refusal.COME_OUT_ONLY,
              bet.type() + " is placed on the come-out; the point is " + table.point().number());
      case POINT ->
          unless(
              table.phase() == Phase.POINT,
              Refusal.POINT_ONLY,
              bet.type() + " is placed when a point stands");
      case ITS_POINT ->
          unless(
              table.point().number() == bet.type().number(),
              Refusal.NOT_THE_POINT,
              bet.type()
                  + " is placed when its number is the point; "
                  + (table.phase() == Phase.POINT
                      ? "that is " + table.point().number()
                      : "there is none"));
      case BEHIND_BASE_BET -> refuseOdds(bet.type(), total);
      case ANY_TIME -> Optional.empty();
      case BEFORE_PROGRESS ->
          unless(
              isFresh(rule.terms()),
              Refusal.HAND_IN_PROGRESS,
              bet.type() + " is placed before the hand has made progress towards it");
    };
  }

  /** All the player's bets that share a limit with this one. */
  private long alike(Bet bet) {
    long sum = 0;
    for (Bet other : standing) {
      if (other.type() == bet.type() && other.point() == bet.point()) {
        sum = Chips.add(sum, other.stake());
      }
    }
    return sum;
  }

  private Optional<Refused> refuseOdds(BetType odds, long total) {
    long base = Odds.base(odds, table, standing);
    if (base == 0) {
      return refused(
          Refusal.NO_BASE_BET, odds + " needs a base bet that stands on " + odds.number());
    }
    return unless(
        !Odds.exceed(rules, odds, total, base),
        Refusal.ODDS_LIMIT,
        "odds are %s times the base bet: %s behind %s is too much for %s"
            .formatted(rules.odds(), total, base, odds));
  }

  /**
   * Whether a bet placed now starts where one placed at the start of a hand starts, so that its
   * edge is the published one and nobody can buy a half-made bet.
   */
  private boolean isFresh(Terms terms) {
    return switch (terms) {
      case Terms.Collect collect ->
          collect.totals().stream().allMatch(total -> table.count(total) == 0);
      case Terms.Repeat repeat -> table.count(repeat.total()) == 0;
      // With a point standing the come-out's free 7 is already spent: not the same start.
      case Terms.FirePoints fire ->
          table.phase() == Phase.COME_OUT && table.distinctPointsMade() == 0;
      case Terms.Line line -> true;
      case Terms.Standing standing -> true;
      case Terms.OneRoll oneRoll -> true;
    };
  }

  static Optional<Refused> refused(Refusal reason, String message) {
    return Optional.of(new Refused(reason, message));
  }

  private static Optional<Refused> unless(boolean allowed, Refusal reason, String message) {
    return allowed ? Optional.empty() : refused(reason, message);
  }
}

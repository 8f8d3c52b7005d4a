package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.craps.Decision.Accepted;
import org.bitcraps.evidence.craps.Decision.Refused;

/**
 * What one player may do to a live bet between two rolls: take it down, reduce it, press it, switch
 * it.
 *
 * <p>Pass and Come are contract bets once their point stands; Don't bets are never raised; odds
 * hold their base bet; everything else is free. To press is to place more: the same conditions
 * hold.
 *
 * @param rules the game
 * @param table the table between two rolls
 * @param standing all live bets of this player at this table, the one to change included
 */
public record Alteration(RulesTable rules, TableState table, List<Bet> standing) {

  /** Copies the bets. */
  public Alteration {
    standing = List.copyOf(standing);
  }

  /** Takes the bet down: the whole stake goes back. */
  public Decision takeDown(Bet bet) {
    return refuseLowering(bet, 0)
        .<Decision>map(refusal -> refusal)
        .orElseGet(() -> new Accepted(Optional.empty(), 0, bet.stake()));
  }

  /** Lowers the stake to {@code newStake}; the difference goes back. */
  public Decision reduceTo(Bet bet, long newStake) {
    if (newStake >= bet.stake()) {
      return new Refused(Refusal.NO_CHANGE, newStake + " is not less than " + bet.stake());
    }
    return placement(bet)
        .refuseAmount(bet.type(), newStake)
        .or(() -> refuseLowering(bet, newStake))
        .<Decision>map(refusal -> refusal)
        .orElseGet(() ->
            new Accepted(
                Optional.of(bet.withStake(newStake)), 0, Chips.subtract(bet.stake(), newStake)));
  }

  /** Raises the stake to {@code newStake}; the player pays the difference. */
  public Decision pressTo(Bet bet, long newStake) {
    if (newStake <= bet.stake()) {
      return new Refused(Refusal.NO_CHANGE, newStake + " is not more than " + bet.stake());
    }
    Placement rest = placement(bet);
    return rest.refuseAmount(bet.type(), newStake)
        .or(() -> refuseRaising(bet))
        .or(() -> rest.refuse(bet.withStake(newStake)))
        .<Decision>map(refusal -> refusal)
        .orElseGet(() ->
            new Accepted(
                Optional.of(bet.withStake(newStake)), Chips.subtract(newStake, bet.stake()), 0));
  }

  /** Switches the bet on, off, or back to the house rule. */
  public Decision switchTo(Bet bet, Switch to) {
    requireStanding(bet);
    if (!rules.rule(bet.type()).isSwitchable()) {
      return new Refused(Refusal.NOT_SWITCHABLE, bet.type() + " works by a fixed rule");
    }
    return bet.working() == to
        ? new Refused(Refusal.NO_CHANGE, "it is " + to + " already")
        : new Accepted(Optional.of(bet.switched(to)), 0, 0);
  }

  private Optional<Refused> refuseLowering(Bet bet, long newStake) {
    requireStanding(bet);
    if (isBound(bet)) {
      return contract(bet);
    }
    Optional<BetType> odds = Odds.behind(bet, table);
    if (odds.isEmpty()) {
      return Optional.empty();
    }
    long inOdds = 0;
    for (Bet other : standing) {
      inOdds = other.type() == odds.get() ? Chips.add(inOdds, other.stake()) : inOdds;
    }
    long base = Odds.base(odds.get(), table, standing) - bet.stake() + newStake;
    return Odds.exceed(rules, odds.get(), inOdds, base)
        ? Placement.refused(
            Refusal.ODDS_DEPEND_ON_IT, "take down or reduce " + odds.get() + " first")
        : Optional.empty();
  }

  private Optional<Refused> refuseRaising(Bet bet) {
    if (isBound(bet)) {
      return contract(bet);
    }
    return switch (rules.rule(bet.type()).changes()) {
      case FREE, CONTRACT -> Optional.empty();
      case NOT_RAISED ->
          Placement.refused(Refusal.NOT_RAISED, bet.type() + " is never raised once placed");
    };
  }

  /** Whether it is a contract bet whose point stands. */
  private boolean isBound(Bet bet) {
    return switch (rules.rule(bet.type()).changes()) {
      case CONTRACT -> Odds.behind(bet, table).isPresent();
      case FREE, NOT_RAISED -> false;
    };
  }

  private static Optional<Refused> contract(Bet bet) {
    return Placement.refused(
        Refusal.CONTRACT_BET, bet.type() + " stays as it is once its point stands");
  }

  /** The player's table without this bet, so that its new form can be judged as if placed now. */
  private Placement placement(Bet bet) {
    requireStanding(bet);
    List<Bet> rest = new ArrayList<>(standing);
    rest.remove(bet);
    return new Placement(rules, table, rest);
  }

  private void requireStanding(Bet bet) {
    if (!standing.contains(bet)) {
      throw new IllegalArgumentException("not a live bet of this player: " + bet);
    }
  }
}

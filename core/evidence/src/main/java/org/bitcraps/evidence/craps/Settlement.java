package org.bitcraps.evidence.craps;

import org.bitcraps.evidence.craps.Resolution.Loses;
import org.bitcraps.evidence.craps.Resolution.Moves;
import org.bitcraps.evidence.craps.Resolution.Pushes;
import org.bitcraps.evidence.craps.Resolution.Returns;
import org.bitcraps.evidence.craps.Resolution.Stays;
import org.bitcraps.evidence.craps.Resolution.Wins;

/**
 * One roll at one table: what it does to each live bet. The only place where a bet is won or lost;
 * it interprets {@link Terms} and knows no bet by name.
 *
 * @param rules the game
 * @param before the table as the dice were thrown
 * @param roll the dice
 * @param after the table afterwards; always {@code before.after(roll)}
 */
public record Settlement(RulesTable rules, TableState before, Roll roll, TableState after) {

  /**
   * Checks that the table follows from the roll.
   *
   * @throws IllegalArgumentException otherwise
   */
  public Settlement {
    if (!after.equals(before.after(roll))) {
      throw new IllegalArgumentException("the table does not follow from the roll");
    }
  }

  /** The settlement of a roll. */
  public static Settlement of(RulesTable rules, TableState before, Roll roll) {
    return new Settlement(rules, before, roll, before.after(roll));
  }

  /** What the roll does to one bet. Total: every bet, every table, every roll. */
  public Resolution settle(Bet bet) {
    return switch (rules.rule(bet.type()).terms()) {
      case Terms.Line line -> line(bet, line);
      case Terms.Standing standing -> standing(bet, standing);
      case Terms.OneRoll oneRoll -> oneRoll(bet, oneRoll);
      case Terms.Collect collect -> collect(bet, collect);
      case Terms.FirePoints fire -> fire(bet, fire);
      case Terms.Repeat repeat -> repeat(bet, repeat);
    };
  }

  private Resolution line(Bet bet, Terms.Line line) {
    Point point =
        switch (line.pointOf()) {
          case TABLE -> before.point();
          case BET -> bet.point();
        };
    if (point.isOn()) {
      if (roll.total() != point.number() && roll.total() != 7) {
        return new Stays(bet);
      }
      boolean made = roll.total() == point.number();
      boolean won =
          switch (line.side()) {
            case RIGHT -> made;
            case WRONG -> !made;
          };
      return won ? wins(bet, line.pays()) : loses(bet);
    }
    if (line.wins().contains(roll)) {
      return wins(bet, line.pays());
    }
    if (line.loses().contains(roll)) {
      return loses(bet);
    }
    if (line.pushes().contains(roll)) {
      return new Pushes(bet.stake());
    }
    return switch (line.pointOf()) {
      case TABLE -> new Stays(bet);
      case BET -> new Moves(bet.travelledTo(Point.ofTotal(roll.total())));
    };
  }

  private Resolution standing(Bet bet, Terms.Standing standing) {
    boolean won = standing.wins().contains(roll);
    if (!won && !standing.loses().contains(roll)) {
      return new Stays(bet);
    }
    boolean works =
        switch (standing.comeOut()) {
          case WORKS -> true;
          case RETURNED -> before.phase() == Phase.POINT;
          case OFF_UNLESS_SWITCHED_ON ->
              switch (bet.working()) {
                case HOUSE_RULE -> before.phase() == Phase.POINT;
                case ON -> true;
                case OFF -> false;
              };
        };
    if (works) {
      return won ? wins(bet, standing.netPays()) : loses(bet);
    }
    return standing.comeOut() == Terms.ComeOut.RETURNED ? new Returns(bet.stake()) : new Stays(bet);
  }

  private Resolution oneRoll(Bet bet, Terms.OneRoll oneRoll) {
    if (!oneRoll.hits(roll)) {
      return loses(bet);
    }
    Ratio pays = oneRoll.netPays(roll);
    return pays.isZero() ? new Pushes(bet.stake()) : wins(bet, pays);
  }

  private Resolution collect(Bet bet, Terms.Collect collect) {
    if (roll.total() == 7) {
      return loses(bet);
    }
    boolean complete = collect.totals().stream().allMatch(total -> after.count(total) > 0);
    return complete ? wins(bet, collect.pays()) : new Stays(bet);
  }

  private Resolution fire(Bet bet, Terms.FirePoints fire) {
    if (!before.isSevenOut(roll)) {
      return new Stays(bet);
    }
    Ratio pays = fire.paysFor(before.distinctPointsMade());
    return pays.isZero() ? loses(bet) : wins(bet, pays);
  }

  private Resolution repeat(Bet bet, Terms.Repeat repeat) {
    if (roll.total() == 7) {
      return loses(bet);
    }
    return after.count(repeat.total()) >= repeat.times()
        ? wins(bet, repeat.pays())
        : new Stays(bet);
  }

  private static Resolution wins(Bet bet, Ratio pays) {
    return new Wins(bet.stake(), pays.ofAmount(bet.stake()));
  }

  private static Resolution loses(Bet bet) {
    return new Loses(bet.stake());
  }
}

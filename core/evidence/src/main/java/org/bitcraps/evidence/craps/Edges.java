package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.List;

/**
 * The exact house edge of every bet, computed by playing the production settlement through every
 * sequence of dice: an absorbing Markov chain over the 36 ordered pairs, solved with exact
 * rationals.
 *
 * <p>Nothing here knows what a bet pays; a wrong pay, a wrong transition or a wrong state shows as
 * a wrong fraction.
 */
public final class Edges {

  private Edges() {}

  /**
   * One bet's price.
   *
   * @param bet which
   * @param edge what the house keeps, on average, of one unit staked, per bet made (a push counts
   *     as decided with 0); 0 for odds
   * @param perRoll the edge divided by {@code meanRolls}
   * @param meanRolls the mean number of rolls until it is decided, the bet always working
   */
  public record Edge(BetType bet, Fraction edge, Fraction perRoll, Fraction meanRolls) {}

  /** Of the house's own game, in the order of {@link BetType}. */
  public static List<Edge> all() {
    return all(RulesTable.standard());
  }

  /** Of any game, in the order of {@link BetType}. */
  public static List<Edge> all(RulesTable rules) {
    List<Edge> edges = new ArrayList<>();
    for (BetType type : BetType.values()) {
      edges.add(of(rules, type));
    }
    return List.copyOf(edges);
  }

  /** Of one bet. */
  public static Edge of(RulesTable rules, BetType type) {
    Chain.Value value = new Chain(rules).value(start(rules, type));
    Fraction edge = value.profit().dividedBy(Fraction.of(Chips.UNIT)).negate();
    return new Edge(type, edge, edge.dividedBy(value.rolls()), value.rolls());
  }

  /** The bet as it is made, switched on if it can be, at a table where it may be made. */
  private static Chain.Position start(RulesTable rules, BetType type) {
    Bet bet = Bet.of(type, Chips.UNIT);
    BetRule rule = rules.rule(type);
    TableState table =
        switch (rule.opening()) {
          case COME_OUT, ANY_TIME, BEFORE_PROGRESS -> TableState.START;
          case POINT -> on(Point.FOUR);
          case ITS_POINT, BEHIND_BASE_BET -> on(Point.fromNumber(type.number()).orElseThrow());
        };
    return new Chain.Position(table, rule.isSwitchable() ? bet.switched(Switch.ON) : bet);
  }

  private static TableState on(Point point) {
    return new TableState(0, point, 0, 0);
  }
}

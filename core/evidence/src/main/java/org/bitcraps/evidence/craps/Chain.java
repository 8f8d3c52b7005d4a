package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Markov chain of one bet: its positions are what the settlement can still tell apart, its
 * steps are the 36 equally likely rolls, and it ends when the bet is decided.
 *
 * @param rules the game
 */
record Chain(RulesTable rules) {

  private static final Fraction ONE_ROLL = Fraction.of(1, Roll.COUNT);

  /**
   * A bet at a table.
   *
   * @param table only what matters to the bet; the rest is cleared
   * @param bet live
   */
  record Position(TableState table, Bet bet) {}

  /**
   * Expected from a position until the bet is decided.
   *
   * @param profit the player's, base units, negative if the house's
   * @param rolls how many
   */
  record Value(Fraction profit, Fraction rolls) {

    private Value plus(Value other, Fraction times) {
      return new Value(
          profit.plus(other.profit.times(times)), rolls.plus(other.rolls.times(times)));
    }

    private Value times(Fraction factor) {
      return new Value(profit.times(factor), rolls.times(factor));
    }
  }

  /** value = constant + Σ probability · value(other position). */
  private record Equation(Value constant, TreeMap<Integer, Fraction> others) {}

  /**
   * What a position is worth.
   *
   * @throws IllegalStateException if some position is never left, so that the bet might never be
   *     decided
   */
  Value value(Position from) {
    List<Equation> equations = equations(from);
    // From the last found to the first: a position mostly leads to later ones, already solved.
    for (int i = equations.size() - 1; i >= 0; i--) {
      equations.set(i, solve(equations, i));
    }
    return equations.get(0).constant();
  }

  /** One equation per position reachable from the first, which has index 0. */
  private List<Equation> equations(Position from) {
    Map<Position, Integer> indices = new LinkedHashMap<>();
    List<Position> found = new ArrayList<>();
    indices.put(relevant(from), 0);
    found.add(relevant(from));
    List<Equation> equations = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Position position = found.get(i);
      long profit = 0;
      Map<Integer, Integer> ways = new TreeMap<>();
      for (Roll roll : Roll.all()) {
        Settlement settlement = Settlement.of(rules, position.table(), roll);
        Resolution resolution = settlement.settle(position.bet());
        profit = Chips.add(profit, Chips.subtract(resolution.profit(), resolution.lost()));
        if (resolution.remaining().isPresent()) {
          Position next = relevant(new Position(settlement.after(), resolution.remaining().get()));
          if (indices.putIfAbsent(next, found.size()) == null) {
            found.add(next);
          }
          ways.merge(indices.get(next), 1, Integer::sum);
        }
      }
      TreeMap<Integer, Fraction> others = new TreeMap<>();
      ways.forEach((index, count) -> others.put(index, Fraction.of(count, Roll.COUNT)));
      Value constant = new Value(Fraction.of(profit).times(ONE_ROLL), Fraction.ONE);
      equations.add(new Equation(constant, others));
    }
    return equations;
  }

  /** Equation i with every later position and itself eliminated. */
  private static Equation solve(List<Equation> equations, int i) {
    Value constant = equations.get(i).constant();
    TreeMap<Integer, Fraction> others = new TreeMap<>(equations.get(i).others());
    while (!others.isEmpty() && others.lastKey() > i) {
      Map.Entry<Integer, Fraction> last = others.pollLastEntry();
      Equation known = equations.get(last.getKey());
      constant = constant.plus(known.constant(), last.getValue());
      known
          .others()
          .forEach((index, probability) ->
              others.merge(index, probability.times(last.getValue()), Fraction::plus));
    }
    Fraction itself = others.containsKey(i) ? others.remove(i) : Fraction.ZERO;
    if (itself.equals(Fraction.ONE)) {
      throw new IllegalStateException("a bet that is never decided");
    }
    Fraction factor = Fraction.ONE.dividedBy(Fraction.ONE.minus(itself));
    others.replaceAll((index, probability) -> probability.times(factor));
    return new Equation(constant.times(factor), others);
  }

  /**
   * The position without what this bet's settlement never looks at: two positions that look alike
   * here have the same future. (Tests compare it with the whole table.)
   */
  Position relevant(Position position) {
    TableState table = position.table();
    TableState kept =
        switch (rules.rule(position.bet().type()).terms()) {
          case Terms.Line line ->
              switch (line.pointOf()) {
                case TABLE -> keep(table.point(), 0, 0);
                case BET -> TableState.START;
              };
          case Terms.Standing standing ->
              switch (standing.comeOut()) {
                case WORKS -> TableState.START;
                case RETURNED -> keep(table.point(), 0, 0);
                // Switched on, it works whatever the puck says.
                case OFF_UNLESS_SWITCHED_ON ->
                    position.bet().working() == Switch.ON
                        ? TableState.START
                        : keep(table.point(), 0, 0);
              };
          case Terms.OneRoll oneRoll -> TableState.START;
          case Terms.Collect collect -> keep(Point.OFF, 0, seen(table, collect.totals()));
          case Terms.FirePoints fire -> keep(table.point(), table.pointsMade(), 0);
          case Terms.Repeat repeat ->
              keep(Point.OFF, 0, (long) table.count(repeat.total()) << (4 * repeat.total()));
        };
    return new Position(kept, position.bet());
  }

  /** Of totals to be collected only whether they were seen. */
  private static long seen(TableState table, List<Integer> wanted) {
    long totals = 0;
    for (int total : wanted) {
      totals |= table.count(total) > 0 ? 1L << (4 * total) : 0;
    }
    return totals;
  }

  private static TableState keep(Point point, int pointsMade, long totals) {
    return new TableState(0, point, pointsMade, totals);
  }
}

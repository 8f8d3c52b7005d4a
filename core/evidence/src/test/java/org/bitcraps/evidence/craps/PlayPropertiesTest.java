package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for all bets, states and dice. */
class PlayPropertiesTest {

  private static final RulesTable RULES = RulesTable.standard();
  private static final List<BetType> TYPES = List.of(BetType.values());
  private static final List<Switch> SWITCHES = List.of(Switch.values());

  /**
   * One player and a house over random play: no unit appears or disappears, no reserve is missed.
   */
  @Test
  void moneyIsConservedAndTheReserveSuffices() {
    int settled = 0;
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      TableState table = TableState.START;
      long player = 1_000_000_000_000L;
      long house = 1_000_000_000_000L;
      List<Bet> bets = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        for (int wish = 0; wish < 6; wish++) {
          player += change(random, table, bets);
        }
        Settlement settlement = Settlement.of(RULES, table, Roll.fromIndex(random.nextInt(36)));
        List<Bet> next = new ArrayList<>();
        for (Bet bet : bets) {
          Resolution resolution = settlement.settle(bet);
          long remains = resolution.remaining().map(Bet::stake).orElse(0L);
          String what = "seed " + seed + " roll " + i + ": " + bet + " " + resolution;
          assertThat(resolution.returned() + resolution.lost() + remains)
              .as(what)
              .isEqualTo(bet.stake());
          assertThat(resolution.returned()).as(what).isNotNegative();
          assertThat(resolution.lost()).as(what).isNotNegative();
          assertThat(resolution.profit()).as(what).isBetween(0L, MaxProfit.of(RULES, bet));
          resolution
              .remaining()
              .ifPresent(rest ->
                  assertThat(MaxProfit.of(RULES, rest))
                      .as(what)
                      .isLessThanOrEqualTo(MaxProfit.of(RULES, bet)));
          player += resolution.returned() + resolution.profit();
          house += resolution.lost() - resolution.profit();
          resolution.remaining().ifPresent(next::add);
          settled++;
        }
        bets = next;
        table = settlement.after();
        assertOddsHaveTheirBase(table, bets, "seed " + seed + " roll " + i);
        long live = bets.stream().mapToLong(Bet::stake).sum();
        assertThat(player + house + live).as("seed %d", seed).isEqualTo(2_000_000_000_000L);
      }
    }
    assertThat(settled).isGreaterThan(100_000);
  }

  /** One random wish; what it adds to the player's purse. */
  private static long change(Random random, TableState table, List<Bet> bets) {
    long stake = Chips.UNIT * random.nextInt(1, 8);
    Bet bet = bets.isEmpty() ? null : bets.get(random.nextInt(bets.size()));
    int kind = bet == null ? 0 : random.nextInt(8);
    Alteration alteration = new Alteration(RULES, table, bets);
    BetType type = TYPES.get(random.nextInt(TYPES.size()));
    Decision decision =
        switch (kind) {
          case 4 -> alteration.takeDown(bet);
          case 5 -> alteration.reduceTo(bet, stake);
          case 6 -> alteration.pressTo(bet, stake);
          case 7 -> alteration.switchTo(bet, SWITCHES.get(random.nextInt(3)));
          default -> new Placement(RULES, table, bets).place(type, stake);
        };
    if (!(decision instanceof Decision.Accepted accepted)) {
      return 0;
    }
    long before = kind >= 4 ? bet.stake() : 0;
    assertThat(before + accepted.debit() - accepted.credit())
        .isEqualTo(accepted.bet().map(Bet::stake).orElse(0L));
    if (kind >= 4) {
      bets.remove(bet);
    }
    accepted.bet().ifPresent(bets::add);
    return accepted.credit() - accepted.debit();
  }

  private static void assertOddsHaveTheirBase(TableState table, List<Bet> bets, String what) {
    for (Bet odds : bets) {
      if (RULES.rule(odds.type()).opening() == BetRule.Opening.BEHIND_BASE_BET) {
        assertThat(Odds.base(odds.type(), table, bets)).as(what + " " + odds).isPositive();
      }
    }
  }

  /** The reserve is not only enough: some dice win exactly that much. */
  @Test
  void someDiceReachTheMaximum() {
    for (BetType type : BetType.values()) {
      long best = 0;
      for (Step step : reachable(type).values()) {
        for (Resolution resolution : step.resolutions()) {
          best = Math.max(best, resolution.profit());
        }
      }
      assertThat(best).as("%s", type).isEqualTo(MaxProfit.of(RULES, Bet.of(type, 1320)));
    }
  }

  @Test
  void theMaximumIsExactForTheLargestStake() {
    for (BetType type : BetType.values()) {
      BigInteger perChip = BigInteger.valueOf(MaxProfit.of(RULES, Bet.of(type, Chips.UNIT)));
      BigInteger chips = BigInteger.valueOf(Chips.MAX_STAKE / Chips.UNIT);
      assertThat(BigInteger.valueOf(MaxProfit.of(RULES, Bet.of(type, Chips.MAX_STAKE))))
          .as("%s", type)
          .isEqualTo(perChip.multiply(chips));
    }
  }

  /** The chain behind the edges forgets only what no settlement ever looks at. */
  @Test
  void whatTheChainForgetsDoesNotMatter() {
    Chain chain = new Chain(RULES);
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      TableState table = TableState.START;
      for (int i = 0; i < 40; i++) {
        Roll roll = Roll.fromIndex(random.nextInt(36));
        for (BetType type : BetType.values()) {
          Bet bet = Bet.of(type, 1320).switched(SWITCHES.get(random.nextInt(3)));
          Chain.Position known = chain.relevant(new Chain.Position(table, bet));
          Settlement full = Settlement.of(RULES, table, roll);
          Settlement reduced = Settlement.of(RULES, known.table(), roll);
          assertThat(reduced.settle(bet))
              .as("seed %d: %s at %s on %s", seed, bet, table, roll)
              .isEqualTo(full.settle(bet));
          assertThat(chain.relevant(new Chain.Position(reduced.after(), bet)))
              .isEqualTo(chain.relevant(new Chain.Position(full.after(), bet)));
        }
        table = table.after(roll);
      }
    }
  }

  /** Whenever a hand bet is accepted, it is worth what the published edge says. */
  @Test
  void noPlaceableBetHasAHeadStart() {
    Chain chain = new Chain(RULES);
    int accepted = 0;
    for (BetType type : List.of(BetType.SMALL, BetType.FIRE, BetType.REPEATER_6, BetType.TALL)) {
      Fraction fresh = Edges.of(RULES, type).edge().times(Fraction.of(-1320));
      Random random = new Random(11);
      TableState table = TableState.START;
      for (int i = 0; i < 60; i++) {
        if (new Placement(RULES, table, List.of()).place(type, 1320)
            instanceof Decision.Accepted ok) {
          Chain.Position position = new Chain.Position(table, ok.bet().orElseThrow());
          assertThat(chain.value(position).profit()).as("%s at %s", type, table).isEqualTo(fresh);
          accepted++;
        }
        table = table.after(Roll.fromIndex(random.nextInt(36)));
      }
    }
    assertThat(accepted).isGreaterThan(20);
  }

  /**
   * A player who may take a bet down whenever the rules allow still never expects a profit: the
   * value of the best stopping strategy, by value iteration from below, does not exceed the stake.
   */
  @Test
  void noStrategyOfTakingDownBeatsTheHouse() {
    for (BetType type : BetType.values()) {
      Map<Chain.Position, Step> steps = reachable(type);
      Map<Chain.Position, Double> best = new LinkedHashMap<>();
      steps.keySet().forEach(position -> best.put(position, 0.0));
      double change = 1;
      double start = 0;
      List<Chain.Position> order = new ArrayList<>(steps.keySet());
      Collections.reverse(order);
      while (change > 1e-12) {
        change = 0;
        for (Chain.Position position : order) {
          double go = 0;
          Step step = steps.get(position);
          for (int i = 0; i < 36; i++) {
            Resolution resolution = step.resolutions().get(i);
            double paid = resolution.returned() + resolution.profit();
            Chain.Position next = step.next().get(i);
            go += (paid / 1320 + (next == null ? 0 : best.get(next))) / 36;
          }
          double value = step.mayTakeDown() ? Math.max(1, go) : go;
          change = Math.max(change, Math.abs(value - best.get(position)));
          best.put(position, value);
          start = go;
        }
      }
      assertThat(start).as("%s, one roll or more", type).isLessThanOrEqualTo(1 + 1e-9);
    }
  }

  /** One position: what each roll does, where it leads (null when decided), may the bet go. */
  private record Step(
      List<Resolution> resolutions, List<Chain.Position> next, boolean mayTakeDown) {}

  /** From the bet as it is made to every position it can come to. */
  private static Map<Chain.Position, Step> reachable(BetType type) {
    Chain chain = new Chain(RULES);
    Point point =
        switch (RULES.rule(type).opening()) {
          case ITS_POINT, BEHIND_BASE_BET -> Point.fromNumber(type.number()).orElseThrow();
          case POINT -> Point.FOUR;
          case COME_OUT, ANY_TIME, BEFORE_PROGRESS -> Point.OFF;
        };
    Bet made = Bet.of(type, 1320);
    List<Chain.Position> open = new ArrayList<>();
    open.add(chain.relevant(new Chain.Position(new TableState(0, point, 0, 0), made)));
    Map<Chain.Position, Step> steps = new LinkedHashMap<>();
    for (int i = 0; i < open.size(); i++) {
      Chain.Position position = open.get(i);
      if (steps.containsKey(position)) {
        continue;
      }
      List<Resolution> resolutions = new ArrayList<>();
      List<Chain.Position> next = new ArrayList<>();
      for (Roll roll : Roll.all()) {
        Settlement settlement = Settlement.of(RULES, position.table(), roll);
        Resolution resolution = settlement.settle(position.bet());
        resolutions.add(resolution);
        next.add(
            resolution
                .remaining()
                .map(bet -> chain.relevant(new Chain.Position(settlement.after(), bet)))
                .orElse(null));
      }
      next.stream().filter(position2 -> position2 != null).forEach(open::add);
      Alteration alteration = new Alteration(RULES, position.table(), List.of(position.bet()));
      boolean mayTakeDown = alteration.takeDown(position.bet()) instanceof Decision.Accepted;
      steps.put(position, new Step(resolutions, next, mayTakeDown));
    }
    return steps;
  }
}

package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every bet × every state × every roll against {@link PaperTable}. */
class TruthTableTest {

  private static final RulesTable RULES = RulesTable.standard();

  @Test
  void everyBetIsOnPaper() {
    for (BetType type : BetType.values()) {
      boolean line = List.of("PASS", "DONT_PASS", "COME", "DONT_COME").contains(type.name());
      boolean hand = RULES.rule(type).opening() == BetRule.Opening.BEFORE_PROGRESS;
      int shapes = 0;
      for (boolean is :
          List.of(line, hand, PaperTable.isStanding(type), PaperTable.isOneRoll(type))) {
        shapes += is ? 1 : 0;
      }
      assertThat(shapes).as("%s", type).isEqualTo(1);
    }
  }

  @Test
  void betsOnNumbersAndSingleRolls() {
    int compared = 0;
    for (BetType type : BetType.values()) {
      for (Switch working : Switch.values()) {
        for (Point point : Point.values()) {
          for (Roll roll : Roll.all()) {
            Bet bet = Bet.of(type, 1320).switched(working);
            Settlement settlement = Settlement.of(RULES, at(point), roll);
            if (PaperTable.isStanding(type)) {
              assertThat(outcome(settlement, bet))
                  .as("%s %s point %s roll %s", type, working, point, roll)
                  .isEqualTo(PaperTable.standing(type, working, point.isOn(), roll));
              compared++;
            } else if (PaperTable.isOneRoll(type)) {
              assertThat(outcome(settlement, bet))
                  .as("%s roll %s", type, roll)
                  .isEqualTo(PaperTable.oneRoll(type, roll));
              compared++;
            }
          }
        }
      }
    }
    assertThat(compared).isEqualTo((60 + 37) * 3 * 7 * 36);
  }

  @Test
  void passAndDontPassFollowTheTablesPoint() {
    for (Point point : Point.values()) {
      for (Roll roll : Roll.all()) {
        Settlement settlement = Settlement.of(RULES, at(point), roll);
        assertThat(outcome(settlement, Bet.of(BetType.PASS, 1320)))
            .as("PASS point %s roll %s", point, roll)
            .isEqualTo(PaperTable.line(true, point.number(), roll));
        assertThat(outcome(settlement, Bet.of(BetType.DONT_PASS, 1320)))
            .as("DONT_PASS point %s roll %s", point, roll)
            .isEqualTo(PaperTable.line(false, point.number(), roll));
      }
    }
  }

  @Test
  void comeAndDontComeFollowTheirOwn() {
    for (Point table : Point.values()) {
      for (Point own : Point.values()) {
        for (Roll roll : Roll.all()) {
          Settlement settlement = Settlement.of(RULES, at(table), roll);
          for (BetType type : List.of(BetType.COME, BetType.DONT_COME)) {
            Bet bet = Bet.of(type, 1320).travelledTo(own);
            String expected = PaperTable.line(type == BetType.COME, own.number(), roll);
            assertThat(outcome(settlement, bet))
                .as("%s on %s, table %s, roll %s", type, own, table, roll)
                .isEqualTo(expected);
            if (expected.equals(PaperTable.STAYS)) {
              int number = own.isOn() ? own.number() : roll.total();
              assertThat(settlement.settle(bet))
                  .isEqualTo(
                      own.isOn()
                          ? new Resolution.Stays(bet)
                          : new Resolution.Moves(
                              bet.travelledTo(Point.fromNumber(number).orElseThrow())));
            }
          }
        }
      }
    }
  }

  /** Bets are placed whenever the rules allow; the paper sees only the rolls since then. */
  @Test
  void handBetsOverRandomHands() {
    Map<BetType, Map<String, Integer>> seen = new EnumMap<>(BetType.class);
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      TableState table = TableState.START;
      Map<BetType, List<Roll>> live = new EnumMap<>(BetType.class);
      for (int i = 0; i < 300; i++) {
        for (BetType type : BetType.values()) {
          if (RULES.rule(type).opening() == BetRule.Opening.BEFORE_PROGRESS
              && new Placement(RULES, table, List.of()).place(type, 1320)
                  instanceof Decision.Accepted) {
            live.putIfAbsent(type, new ArrayList<>());
          }
        }
        // Fewer sevens than nature has, so that the rare wins are seen too.
        Roll roll = Roll.fromIndex(random.nextInt(36));
        roll = roll.total() == 7 && random.nextInt(8) != 0 ? new Roll(1, 1) : roll;
        Settlement settlement = Settlement.of(RULES, table, roll);
        for (BetType type : List.copyOf(live.keySet())) {
          live.get(type).add(roll);
          String outcome = outcome(settlement, Bet.of(type, 1320));
          assertThat(outcome)
              .as("seed %d, %s after %s", seed, type, live.get(type))
              .isEqualTo(PaperTable.hand(type, live.get(type)));
          seen.computeIfAbsent(type, any -> new java.util.TreeMap<>())
              .merge(outcome, 1, Integer::sum);
          if (!outcome.equals(PaperTable.STAYS)) {
            live.remove(type);
          }
        }
        table = settlement.after();
      }
    }
    seen.forEach((type, outcomes) ->
        assertThat(outcomes).as("%s", type).hasSize(type == BetType.FIRE ? 5 : 3));
    assertThat(seen).hasSize(14);
  }

  private static TableState at(Point point) {
    return new TableState(0, point, 0, 0);
  }

  /** In the paper's words, checking that the amounts of one chip add up. */
  private static String outcome(Settlement settlement, Bet bet) {
    return switch (settlement.settle(bet)) {
      case Resolution.Stays stays -> {
        assertThat(stays.bet()).isEqualTo(bet);
        yield PaperTable.STAYS;
      }
      case Resolution.Moves moves -> PaperTable.STAYS;
      case Resolution.Wins wins -> {
        assertThat(wins.returned()).isEqualTo(bet.stake());
        yield Long.toString(wins.profit());
      }
      case Resolution.Loses loses -> {
        assertThat(loses.lost()).isEqualTo(bet.stake());
        yield PaperTable.LOST;
      }
      case Resolution.Pushes pushes -> {
        assertThat(pushes.returned()).isEqualTo(bet.stake());
        yield PaperTable.BACK;
      }
      case Resolution.Returns returns -> {
        assertThat(returns.returned()).isEqualTo(bet.stake());
        yield PaperTable.BACK;
      }
    };
  }
}

package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.craps.Settlement;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.craps.TableState;
import org.junit.jupiter.api.Test;

/**
 * The page pays every bet as the ledger does: each type, each switch, each number that it can have
 * travelled to, on tables with every puck and many pasts, on each of the 36 rolls.
 */
class SamePayoutsTest {

  private static final long STAKE = Chips.chips(7);

  @Test
  void everyBetOnEveryRoll() throws IOException {
    int rolls = 0;
    try (PageVerifier page = new PageVerifier()) {
      for (TableState table : tables()) {
        for (BetType type : BetType.values()) {
          for (Bet bet : bets(type)) {
            List<String> ours = new ArrayList<>();
            page.ask(question(table, bet)).forEach(roll -> ours.add(roll.asText()));
            assertThat(ours).as(type + " at " + table).isEqualTo(java(table, bet));
            rolls += ours.size();
          }
        }
      }
    }
    assertThat(rolls).isGreaterThan(100_000);
  }

  private static ObjectNode question(TableState table, Bet bet) {
    ObjectNode question =
        PageVerifier.question("rolls")
            .put("code", bet.type().code())
            .put("stake", Long.toString(bet.stake()))
            .put("point", bet.point().number())
            .put("working", bet.working().code());
    question
        .putObject("table")
        .put("hand", Long.toString(table.hand()))
        .put("point", table.point().number())
        .put("pointsMade", table.pointsMade())
        .put("totals", Long.toString(table.totals()));
    return question;
  }

  private static List<String> java(TableState table, Bet bet) {
    List<String> rolls = new ArrayList<>();
    for (Roll roll : Roll.all()) {
      Settlement settlement = Settlement.of(RulesTable.standard(), table, roll);
      Resolution done = settlement.settle(bet);
      TableState after = settlement.after();
      rolls.add(
          "%s %d %d %s; %d %d %d %d"
              .formatted(
                  name(done),
                  done.returned(),
                  done.profit(),
                  done.remaining()
                      .map(left -> left.stake() + " on " + left.point().number())
                      .orElse("over"),
                  after.hand(),
                  after.point().number(),
                  after.pointsMade(),
                  after.totals()));
    }
    return rolls;
  }

  private static String name(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Stays stays -> "STAYS";
      case Resolution.Moves moves -> "MOVED";
      case Resolution.Wins wins -> "WON";
      case Resolution.Loses loses -> "LOST";
      case Resolution.Pushes pushes -> "PUSHED";
      case Resolution.Returns returns -> "RETURNED";
    };
  }

  private static List<Bet> bets(BetType type) {
    List<Bet> bets = new ArrayList<>();
    for (Switch working : Switch.values()) {
      bets.add(Bet.of(type, STAKE).switched(working));
    }
    if (type == BetType.COME || type == BetType.DONT_COME) {
      Point.NUMBERS.forEach(point -> bets.add(Bet.of(type, STAKE).travelledTo(point)));
    }
    return bets;
  }

  /** Every puck, with nothing made, almost everything made, and counters at their end. */
  private static List<TableState> tables() {
    List<TableState> tables = new ArrayList<>();
    long almostAll = 0;
    for (int total = 2; total <= 12; total++) {
      almostAll |= total == 7 || total == 4 ? 0 : (total - 1L) << (4 * total);
    }
    for (Point point : Point.values()) {
      tables.add(new TableState(0, point, 0, 0));
      tables.add(new TableState(Long.MAX_VALUE, point, 0, 0));
      tables.add(new TableState(41, point, 0b110_0111_0000, almostAll));
      tables.add(new TableState(9, point, 0b111_0111_0000, 0xF_FFFF_0FFF_FF00L));
    }
    return tables;
  }
}

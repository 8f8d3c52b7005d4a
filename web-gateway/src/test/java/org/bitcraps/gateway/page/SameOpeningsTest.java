package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Decision;
import org.bitcraps.evidence.craps.Placement;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.craps.TableState;
import org.junit.jupiter.api.Test;

/**
 * A field of the felt is dimmed exactly where the ledger would refuse the bet: every type at tables
 * with a past, beside what a player may have standing, for small and for large stakes.
 */
class SameOpeningsTest {

  private static final RulesTable RULES = RulesTable.standard();
  private static final List<BetType> TYPES = List.of(BetType.values());
  private static final int TABLES = 120;

  /** As many as the page is told of. */
  private static final int ROLLS_MAX = 20;

  /** A roll, and the table after it. */
  private record Past(Roll roll, TableState before, TableState after) {}

  private record Wish(BetType type, long stake) {}

  @Test
  void everyBetIsOfferedWhereItMayBePlaced() throws IOException {
    Random random = new Random(20_261_121);
    int allowed = 0;
    int refused = 0;
    try (PageVerifier page = new PageVerifier()) {
      for (int i = 0; i < TABLES; i++) {
        List<Past> past = past(random);
        TableState table = past.isEmpty() ? TableState.START : past.getLast().after();
        List<Bet> standing = standing(random, table);
        List<Wish> wishes = wishes(random);
        JsonNode said = page.ask(question(table, past, standing, wishes));
        for (int w = 0; w < wishes.size(); w++) {
          Wish wish = wishes.get(w);
          Decision decision =
              new Placement(RULES, table, standing).place(wish.type(), wish.stake());
          boolean may = decision instanceof Decision.Accepted;
          assertThat(said.get(w).asText().isEmpty())
              .as(
                  "%s at %s beside %s: the page says '%s', the ledger %s",
                  wish, table, standing, said.get(w).asText(), decision)
              .isEqualTo(may);
          allowed += may ? 1 : 0;
          refused += may ? 0 : 1;
        }
      }
    }
    assertThat(allowed).isGreaterThan(TABLES * 50);
    assertThat(refused).isGreaterThan(TABLES * 20);
  }

  private static List<Past> past(Random random) {
    List<Past> past = new ArrayList<>();
    TableState table = TableState.START;
    for (int left = random.nextInt(ROLLS_MAX + 1); left > 0; left--) {
      Roll roll = Roll.all().get(random.nextInt(36));
      past.add(new Past(roll, table, table.after(roll)));
      table = table.after(roll);
    }
    return past;
  }

  /** Bases that odds may ride on, some odds, and some of anything. */
  private static List<Bet> standing(Random random, TableState table) {
    List<Bet> standing = new ArrayList<>();
    for (BetType base : List.of(BetType.PASS, BetType.DONT_PASS, BetType.COME, BetType.DONT_COME)) {
      if (random.nextBoolean()) {
        Bet bet = Bet.of(base, Chips.chips(1 + random.nextInt(30)));
        boolean travels = base == BetType.COME || base == BetType.DONT_COME;
        Point point = Point.NUMBERS.get(random.nextInt(Point.NUMBERS.size()));
        standing.add(travels && random.nextBoolean() ? bet.travelledTo(point) : bet);
      }
    }
    for (int left = random.nextInt(8); left > 0; left--) {
      BetType type = TYPES.get(random.nextInt(TYPES.size()));
      standing.add(Bet.of(type, Chips.chips(1 + random.nextInt(60))));
    }
    if (table.point().isOn() && random.nextBoolean()) {
      BetType odds = BetType.valueOf("PASS_ODDS_" + table.point().number());
      standing.add(Bet.of(odds, Chips.chips(1 + random.nextInt(40))));
    }
    return standing;
  }

  private static List<Wish> wishes(Random random) {
    List<Wish> wishes = new ArrayList<>();
    for (BetType type : BetType.values()) {
      wishes.add(new Wish(type, Chips.chips(1)));
      wishes.add(new Wish(type, Chips.chips(1 + random.nextInt(200))));
      wishes.add(new Wish(type, RULES.rule(type).limits().max()));
      wishes.add(new Wish(type, RULES.rule(type).limits().max() + Chips.UNIT));
    }
    return wishes;
  }

  private static ObjectNode question(
      TableState table, List<Past> past, List<Bet> standing, List<Wish> wishes) {
    ObjectNode question = PageVerifier.question("against");
    question.putObject("table").put("point", table.point().number()).put("stakeMax", 1L << 52);
    ArrayNode rolls = question.putArray("rolls");
    for (Past one : past.reversed()) {
      rolls
          .addObject()
          .put("total", one.roll().total())
          .put("point", one.after().point().number())
          .put("sevenOut", one.before().isSevenOut(one.roll()));
    }
    ArrayNode bets = question.putArray("standing");
    standing.forEach(bet ->
        bets.addObject()
            .put("type", bet.type().name())
            .put("stake", bet.stake())
            .put("point", bet.point().number()));
    ArrayNode asked = question.putArray("wishes");
    wishes.forEach(
        wish -> asked.addObject().put("type", wish.type().name()).put("stake", wish.stake()));
    return question;
  }
}

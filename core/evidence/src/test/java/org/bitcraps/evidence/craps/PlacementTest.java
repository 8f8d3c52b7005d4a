package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final RulesTable RULES = RulesTable.standard();
  private static final long CHIP = Chips.UNIT;

  @Test
  void whenEachBetMayBePlaced() {
    for (BetType type : BetType.values()) {
      for (Point point : Point.values()) {
        Optional<Refusal> expected =
            switch (type.family()) {
              case PASS, DONT_PASS ->
                  point.isOn() ? Optional.of(Refusal.COME_OUT_ONLY) : Optional.empty();
              case COME, DONT_COME ->
                  point.isOn() ? Optional.empty() : Optional.of(Refusal.POINT_ONLY);
              case PUT ->
                  point.number() == type.number()
                      ? Optional.empty()
                      : Optional.of(Refusal.NOT_THE_POINT);
              case PASS_ODDS, DONT_PASS_ODDS, COME_ODDS, DONT_COME_ODDS ->
                  Optional.of(Refusal.NO_BASE_BET);
              case FIRE -> point.isOn() ? Optional.of(Refusal.HAND_IN_PROGRESS) : Optional.empty();
              case PLACE,
                  PLACE_TO_LOSE,
                  BUY,
                  LAY,
                  BIG,
                  HARD,
                  FIELD,
                  PROPOSITION,
                  HOP,
                  SMALL_TALL_ALL,
                  REPEATER ->
                  Optional.empty();
            };
        assertThat(refusal(place(at(point), List.of(), type, CHIP)))
            .as("%s with the puck %s", type, point)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void anAcceptedBetIsDebitedOnce() {
    assertThat(place(TableState.START, List.of(), BetType.YO, 2 * CHIP))
        .isEqualTo(new Decision.Accepted(Optional.of(Bet.of(BetType.YO, 2 * CHIP)), 2 * CHIP, 0));
  }

  @Test
  void aStakeThatIsNoMultipleNamesTheTwoNearest() {
    assertThat(place(TableState.START, List.of(), BetType.PASS, 2000))
        .isEqualTo(
            new Decision.Refused(
                Refusal.NOT_A_STAKE,
                "a stake is a multiple of 1320: instead of 2000 stake 1320 or 2640"));
    assertThat(message(BetType.PASS, 0)).endsWith("instead of 0 stake 1320 or 2640");
    assertThat(message(BetType.PASS, -1320)).endsWith("instead of -1320 stake 1320 or 2640");
    assertThat(message(BetType.PASS, 1321)).endsWith("stake 1320 or 2640");
    assertThat(message(BetType.FIRE, Long.MAX_VALUE)).endsWith("stake 132000 or 132000");
  }

  @Test
  void limitsAtBelowAndAbove() {
    RulesTable rules = RULES.withLimits(BetType.PLACE_6, new BetRule.Limits(2 * CHIP, 5 * CHIP));
    assertThat(refusal(place(rules, BetType.PLACE_6, CHIP))).contains(Refusal.BELOW_MINIMUM);
    assertThat(refusal(place(rules, BetType.PLACE_6, 2 * CHIP))).isEmpty();
    assertThat(refusal(place(rules, BetType.PLACE_6, 5 * CHIP))).isEmpty();
    assertThat(refusal(place(rules, BetType.PLACE_6, 6 * CHIP))).contains(Refusal.ABOVE_MAXIMUM);
    List<Bet> standing = List.of(Bet.of(BetType.PLACE_6, 3 * CHIP), Bet.of(BetType.PLACE_8, CHIP));
    Placement placement = new Placement(rules, TableState.START, standing);
    assertThat(refusal(placement.place(BetType.PLACE_6, 2 * CHIP))).isEmpty();
    assertThat(refusal(placement.place(BetType.PLACE_6, 3 * CHIP))).contains(Refusal.ABOVE_MAXIMUM);
  }

  @Test
  void comeBetsOnNumbersDoNotFillTheComeBox() {
    long max = RULES.rule(BetType.COME).limits().max();
    Bet come = Bet.of(BetType.COME, max);
    assertThat(
            refusal(place(at(Point.SIX), List.of(come.travelledTo(Point.FOUR)), BetType.COME, max)))
        .isEmpty();
    assertThat(refusal(place(at(Point.SIX), List.of(come), BetType.COME, CHIP)))
        .contains(Refusal.ABOVE_MAXIMUM);
  }

  /** The second trap of the rules page. */
  @Test
  void noStakeIsSoAbsurdThatItOverflows() {
    long[] absurd = {
      Long.MAX_VALUE,
      Long.MAX_VALUE / CHIP * CHIP,
      Long.MIN_VALUE,
      Long.MIN_VALUE / CHIP * CHIP,
      Long.MAX_VALUE / 999 / CHIP * CHIP,
      (Long.MAX_VALUE / 999 / CHIP + 1) * CHIP,
      Chips.MAX_STAKE,
      Chips.MAX_STAKE + CHIP,
      18_465_126_217_090_000L * 240,
    };
    for (BetType type : BetType.values()) {
      for (long stake : absurd) {
        assertThat(refusal(place(at(Point.OFF), List.of(), type, stake)))
            .as("%s %d", type, stake)
            .isPresent()
            .get()
            .isIn(Refusal.NOT_A_STAKE, Refusal.ABOVE_MAXIMUM);
      }
    }
  }

  @Test
  void takenOddsAreThreeFourFiveTimesTheBase() {
    for (Point point : Point.NUMBERS) {
      int times =
          switch (point) {
            case FOUR, TEN -> 3;
            case FIVE, NINE -> 4;
            default -> 5;
          };
      List<Bet> pass = List.of(Bet.of(BetType.PASS, 2 * CHIP), Bet.of(BetType.PASS, CHIP));
      assertOddsUpTo(at(point), pass, odds(Family.PASS_ODDS, point), 3 * times);
      List<Bet> come = List.of(Bet.of(BetType.COME, 3 * CHIP).travelledTo(point));
      assertOddsUpTo(at(Point.OFF), come, odds(Family.COME_ODDS, point), 3 * times);
      List<Bet> put = List.of(Bet.of(BetType.of(Family.PUT, point.number()).orElseThrow(), CHIP));
      assertOddsUpTo(at(point), put, odds(Family.PASS_ODDS, point), times);
    }
  }

  @Test
  void laidOddsWinThreeFourFiveTimesTheBase() {
    for (Point point : Point.NUMBERS) {
      List<Bet> dontPass = List.of(Bet.of(BetType.DONT_PASS, 2 * CHIP));
      assertOddsUpTo(at(point), dontPass, odds(Family.DONT_PASS_ODDS, point), 12);
      List<Bet> dontCome = List.of(Bet.of(BetType.DONT_COME, 2 * CHIP).travelledTo(point));
      assertOddsUpTo(at(Point.FIVE), dontCome, odds(Family.DONT_COME_ODDS, point), 12);
    }
  }

  @Test
  void oddsRideOnlyOnTheirOwnBase() {
    TableState six = at(Point.SIX);
    List<Bet> bets =
        List.of(
            Bet.of(BetType.PASS, CHIP),
            Bet.of(BetType.COME, CHIP),
            Bet.of(BetType.DONT_COME, CHIP).travelledTo(Point.NINE));
    assertThat(refusal(place(six, bets, BetType.PASS_ODDS_6, CHIP))).isEmpty();
    assertThat(refusal(place(six, bets, BetType.DONT_COME_ODDS_9, CHIP))).isEmpty();
    for (BetType none :
        List.of(
            BetType.PASS_ODDS_8,
            BetType.DONT_PASS_ODDS_6,
            BetType.COME_ODDS_6,
            BetType.COME_ODDS_9,
            BetType.DONT_COME_ODDS_6)) {
      assertThat(refusal(place(six, bets, none, CHIP)))
          .as("%s", none)
          .contains(Refusal.NO_BASE_BET);
    }
    assertThat(refusal(place(at(Point.OFF), bets, BetType.PASS_ODDS_6, CHIP)))
        .contains(Refusal.NO_BASE_BET);
  }

  @Test
  void handBetsStartFromNothing() {
    TableState table = TableState.START.after(new Roll(1, 1));
    assertThat(refusal(place(table, List.of(), BetType.SMALL, CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
    assertThat(refusal(place(table, List.of(), BetType.ALL, CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
    assertThat(refusal(place(table, List.of(), BetType.REPEATER_2, CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
    assertThat(refusal(place(table, List.of(), BetType.TALL, CHIP))).isEmpty();
    assertThat(refusal(place(table, List.of(), BetType.REPEATER_3, CHIP))).isEmpty();
    assertThat(refusal(place(table, List.of(), BetType.FIRE, CHIP))).isEmpty();
    TableState madeFour = table.after(new Roll(2, 2)).after(new Roll(1, 3));
    assertThat(refusal(place(madeFour, List.of(), BetType.FIRE, CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
    TableState comeOutSeven = madeFour.after(new Roll(3, 4));
    assertThat(refusal(place(comeOutSeven, List.of(), BetType.SMALL, CHIP))).isEmpty();
    assertThat(refusal(place(comeOutSeven, List.of(), BetType.FIRE, CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
    TableState nextHand = comeOutSeven.after(new Roll(4, 4)).after(new Roll(3, 4));
    assertThat(refusal(place(nextHand, List.of(), BetType.FIRE, CHIP))).isEmpty();
  }

  private static void assertOddsUpTo(TableState table, List<Bet> base, BetType odds, int chips) {
    assertThat(refusal(place(table, base, odds, chips * CHIP))).as("%s", odds).isEmpty();
    assertThat(refusal(place(table, base, odds, (chips + 1) * CHIP)))
        .as("%s", odds)
        .contains(Refusal.ODDS_LIMIT);
    // Odds already standing count.
    List<Bet> standing = new java.util.ArrayList<>(base);
    standing.add(Bet.of(odds, CHIP));
    assertThat(refusal(place(table, standing, odds, chips * CHIP))).contains(Refusal.ODDS_LIMIT);
    assertThat(refusal(place(table, standing, odds, (chips - 1) * CHIP))).isEmpty();
  }

  private static BetType odds(Family family, Point point) {
    return BetType.of(family, point.number()).orElseThrow();
  }

  private static String message(BetType type, long stake) {
    return ((Decision.Refused) place(TableState.START, List.of(), type, stake)).message();
  }

  private static Decision place(RulesTable rules, BetType type, long stake) {
    return new Placement(rules, TableState.START, List.of()).place(type, stake);
  }

  private static Decision place(TableState table, List<Bet> standing, BetType type, long stake) {
    return new Placement(RULES, table, standing).place(type, stake);
  }

  static TableState at(Point point) {
    return new TableState(0, point, 0, 0);
  }

  static Optional<Refusal> refusal(Decision decision) {
    return switch (decision) {
      case Decision.Accepted accepted -> Optional.empty();
      case Decision.Refused refused -> {
        assertThat(refused.message()).isNotBlank();
        yield Optional.of(refused.reason());
      }
    };
  }
}

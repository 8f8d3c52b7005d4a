package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.craps.PlacementTest.at;
import static org.bitcraps.evidence.craps.PlacementTest.refusal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlterationTest {

  private static final RulesTable RULES = RulesTable.standard();
  private static final long CHIP = Chips.UNIT;

  @Test
  void contractBetsAreHeldOncePointsStand() {
    Bet pass = Bet.of(BetType.PASS, 2 * CHIP);
    Bet come = Bet.of(BetType.COME, 2 * CHIP);
    assertFree(at(Point.OFF), pass);
    assertFree(at(Point.SIX), come);
    assertHeld(at(Point.SIX), pass);
    assertHeld(at(Point.SIX), come.travelledTo(Point.FOUR));
    assertHeld(at(Point.OFF), come.travelledTo(Point.FOUR));
  }

  @Test
  void dontBetsComeDownButNeverGoUp() {
    for (Point point : Point.values()) {
      Bet dontPass = Bet.of(BetType.DONT_PASS, 2 * CHIP);
      Bet dontCome = Bet.of(BetType.DONT_COME, 2 * CHIP).travelledTo(point);
      for (Bet bet : List.of(dontPass, dontCome)) {
        Alteration alteration = alteration(at(point), bet);
        assertThat(alteration.takeDown(bet))
            .isEqualTo(new Decision.Accepted(Optional.empty(), 0, 2 * CHIP));
        assertThat(alteration.reduceTo(bet, CHIP))
            .isEqualTo(new Decision.Accepted(Optional.of(bet.withStake(CHIP)), 0, CHIP));
        assertThat(refusal(alteration.pressTo(bet, 3 * CHIP))).contains(Refusal.NOT_RAISED);
      }
    }
  }

  @Test
  void everyOtherBetIsFree() {
    for (BetRule rule : RULES.bets()) {
      if (rule.opening() == BetRule.Opening.ANY_TIME) {
        assertFree(at(Point.OFF), Bet.of(rule.type(), 2 * CHIP));
        assertFree(at(Point.NINE), Bet.of(rule.type(), 2 * CHIP));
      }
    }
    assertFree(at(Point.SIX), Bet.of(BetType.PUT_6, 2 * CHIP));
  }

  @Test
  void handBetsComeDownAnyTimeButGoUpOnlyFromNothing() {
    Bet small = Bet.of(BetType.SMALL, 2 * CHIP);
    assertFree(TableState.START, small);
    TableState begun = TableState.START.after(new Roll(1, 1));
    assertThat(refusal(alteration(begun, small).takeDown(small))).isEmpty();
    assertThat(refusal(alteration(begun, small).pressTo(small, 3 * CHIP)))
        .contains(Refusal.HAND_IN_PROGRESS);
  }

  @Test
  void oddsHoldTheirBase() {
    Bet dont = Bet.of(BetType.DONT_PASS, 2 * CHIP);
    Bet odds = Bet.of(BetType.DONT_PASS_ODDS_6, 6 * CHIP);
    Alteration alteration = alteration(at(Point.SIX), dont, odds);
    assertThat(refusal(alteration.takeDown(dont))).contains(Refusal.ODDS_DEPEND_ON_IT);
    assertThat(refusal(alteration.reduceTo(dont, CHIP))).isEmpty();
    Bet more = Bet.of(BetType.DONT_PASS_ODDS_6, 7 * CHIP);
    assertThat(refusal(alteration(at(Point.SIX), dont, more).reduceTo(dont, CHIP)))
        .contains(Refusal.ODDS_DEPEND_ON_IT);
    assertThat(refusal(alteration.takeDown(odds))).isEmpty();
    assertThat(refusal(alteration.pressTo(odds, 12 * CHIP))).isEmpty();
    assertThat(refusal(alteration.pressTo(odds, 13 * CHIP))).contains(Refusal.ODDS_LIMIT);
    // Another base bet carries the odds.
    assertThat(refusal(alteration(at(Point.SIX), dont, dont, odds).takeDown(dont))).isEmpty();
  }

  @Test
  void aPutHoldsPassOdds() {
    Bet put = Bet.of(BetType.PUT_8, CHIP);
    Bet odds = Bet.of(BetType.PASS_ODDS_8, CHIP);
    assertThat(refusal(alteration(at(Point.EIGHT), put, odds).takeDown(put)))
        .contains(Refusal.ODDS_DEPEND_ON_IT);
    assertThat(refusal(alteration(at(Point.EIGHT), put).takeDown(put))).isEmpty();
  }

  @Test
  void theLimitsHoldForChangesToo() {
    RulesTable rules = RULES.withLimits(BetType.YO, new BetRule.Limits(2 * CHIP, 4 * CHIP));
    Bet yo = Bet.of(BetType.YO, 3 * CHIP);
    Alteration alteration = new Alteration(rules, TableState.START, List.of(yo));
    assertThat(refusal(alteration.reduceTo(yo, CHIP))).contains(Refusal.BELOW_MINIMUM);
    assertThat(refusal(alteration.reduceTo(yo, 2000))).contains(Refusal.NOT_A_STAKE);
    assertThat(refusal(alteration.reduceTo(yo, 2 * CHIP))).isEmpty();
    assertThat(refusal(alteration.reduceTo(yo, 3 * CHIP))).contains(Refusal.NO_CHANGE);
    assertThat(refusal(alteration.pressTo(yo, 3 * CHIP))).contains(Refusal.NO_CHANGE);
    assertThat(alteration.pressTo(yo, 4 * CHIP))
        .isEqualTo(new Decision.Accepted(Optional.of(yo.withStake(4 * CHIP)), CHIP, 0));
    assertThat(refusal(alteration.pressTo(yo, 5 * CHIP))).contains(Refusal.ABOVE_MAXIMUM);
    assertThat(refusal(alteration.pressTo(yo, Long.MAX_VALUE))).contains(Refusal.NOT_A_STAKE);
    Bet second = Bet.of(BetType.YO, 2 * CHIP);
    assertThat(
            refusal(
                new Alteration(rules, TableState.START, List.of(second, second))
                    .pressTo(second, 3 * CHIP)))
        .contains(Refusal.ABOVE_MAXIMUM);
  }

  @Test
  void onlyWhatTheHouseTurnsOffIsSwitched() {
    for (BetType type : BetType.values()) {
      Bet bet = Bet.of(type, CHIP);
      Alteration alteration = alteration(at(Point.OFF), bet);
      for (Switch to : Switch.values()) {
        Optional<Refusal> expected =
            !PaperTable.isOffOnComeOut(type)
                ? Optional.of(Refusal.NOT_SWITCHABLE)
                : to == Switch.HOUSE_RULE ? Optional.of(Refusal.NO_CHANGE) : Optional.empty();
        assertThat(refusal(alteration.switchTo(bet, to))).as("%s %s", type, to).isEqualTo(expected);
      }
    }
    Bet place = Bet.of(BetType.PLACE_6, CHIP);
    assertThat(alteration(at(Point.OFF), place).switchTo(place, Switch.ON))
        .isEqualTo(new Decision.Accepted(Optional.of(place.switched(Switch.ON)), 0, 0));
  }

  @Test
  void aBetThatIsNotThereIsOurOwnMistake() {
    Bet yo = Bet.of(BetType.YO, 2 * CHIP);
    Alteration none = alteration(at(Point.OFF));
    assertThatThrownBy(() -> none.takeDown(yo)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.pressTo(yo, 3 * CHIP))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.switchTo(yo, Switch.ON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bet.of(BetType.YO, 2000)).hasMessageContaining("2000");
    assertThatThrownBy(() -> yo.travelledTo(Point.SIX)).hasMessageContaining("YO");
  }

  private static void assertFree(TableState table, Bet bet) {
    Alteration alteration = alteration(table, bet);
    assertThat(alteration.takeDown(bet))
        .as("%s", bet)
        .isEqualTo(new Decision.Accepted(Optional.empty(), 0, bet.stake()));
    assertThat(refusal(alteration.reduceTo(bet, CHIP))).as("%s", bet).isEmpty();
    assertThat(refusal(alteration.pressTo(bet, 3 * CHIP))).as("%s", bet).isEmpty();
  }

  private static void assertHeld(TableState table, Bet bet) {
    Alteration alteration = alteration(table, bet);
    assertThat(refusal(alteration.takeDown(bet))).contains(Refusal.CONTRACT_BET);
    assertThat(refusal(alteration.reduceTo(bet, CHIP))).contains(Refusal.CONTRACT_BET);
    assertThat(refusal(alteration.pressTo(bet, 3 * CHIP))).contains(Refusal.CONTRACT_BET);
  }

  private static Alteration alteration(TableState table, Bet... standing) {
    return new Alteration(RULES, table, List.of(standing));
  }
}

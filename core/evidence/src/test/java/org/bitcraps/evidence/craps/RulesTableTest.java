package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RulesTableTest {

  /**
   * The rules are part of every chain's genesis: this changes only together with a new protocol
   * version.
   */
  private static final String STANDARD =
      "bc2d0be7f886808ef2a47920abd313d42818a0f3536eb58abd0ea6833841f047";

  /** Every name and wire code, as chains store them. */
  private static final String CODES =
      """
      1 PASS DONT_PASS COME DONT_COME
      10 PASS_ODDS_4 PASS_ODDS_5 PASS_ODDS_6 PASS_ODDS_8 PASS_ODDS_9 PASS_ODDS_10
      16 DONT_PASS_ODDS_4 DONT_PASS_ODDS_5 DONT_PASS_ODDS_6 DONT_PASS_ODDS_8 DONT_PASS_ODDS_9 DONT_PASS_ODDS_10
      22 COME_ODDS_4 COME_ODDS_5 COME_ODDS_6 COME_ODDS_8 COME_ODDS_9 COME_ODDS_10
      28 DONT_COME_ODDS_4 DONT_COME_ODDS_5 DONT_COME_ODDS_6 DONT_COME_ODDS_8 DONT_COME_ODDS_9 DONT_COME_ODDS_10
      40 PLACE_4 PLACE_5 PLACE_6 PLACE_8 PLACE_9 PLACE_10
      46 PLACE_TO_LOSE_4 PLACE_TO_LOSE_5 PLACE_TO_LOSE_6 PLACE_TO_LOSE_8 PLACE_TO_LOSE_9 PLACE_TO_LOSE_10
      52 BUY_4 BUY_5 BUY_6 BUY_8 BUY_9 BUY_10
      58 LAY_4 LAY_5 LAY_6 LAY_8 LAY_9 LAY_10
      64 PUT_4 PUT_5 PUT_6 PUT_8 PUT_9 PUT_10
      70 BIG_6 BIG_8
      72 HARD_4 HARD_6 HARD_8 HARD_10
      80 FIELD
      81 ANY_SEVEN ANY_CRAPS ACES BOXCARS ACE_DEUCE YO HI_LO HORN
      89 HORN_HIGH_2 HORN_HIGH_3 HORN_HIGH_11 HORN_HIGH_12 WORLD C_AND_E THREE_WAY
      100 HOP_1_1 HOP_1_2 HOP_1_3 HOP_1_4 HOP_1_5 HOP_1_6
      106 HOP_2_2 HOP_2_3 HOP_2_4 HOP_2_5 HOP_2_6
      111 HOP_3_3 HOP_3_4 HOP_3_5 HOP_3_6
      115 HOP_4_4 HOP_4_5 HOP_4_6
      118 HOP_5_5 HOP_5_6 HOP_6_6
      130 SMALL TALL ALL FIRE
      140 REPEATER_2 REPEATER_3 REPEATER_4 REPEATER_5 REPEATER_6
      145 REPEATER_8 REPEATER_9 REPEATER_10 REPEATER_11 REPEATER_12
      """;

  @Test
  void namesAndCodesNeverChange() {
    List<BetType> listed = new ArrayList<>();
    for (String line : CODES.lines().toList()) {
      String[] words = line.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        BetType type = BetType.fromCode(Integer.parseInt(words[0]) + i - 1).orElseThrow();
        assertThat(type).hasToString(words[i]);
        assertThat(BetType.fromName(words[i])).contains(type);
        listed.add(type);
      }
    }
    assertThat(listed).containsExactly(BetType.values());
    for (int code = -1; code <= 300; code++) {
      int wanted = code;
      assertThat(BetType.fromCode(code).isPresent())
          .isEqualTo(listed.stream().anyMatch(type -> type.code() == wanted));
    }
    assertThat(BetType.fromName("pass")).isEmpty();
    assertThat(BetType.fromName("REPEATER_7")).isEmpty();
  }

  @Test
  void smallCodesAreStableAndFoundAgain() {
    for (Refusal refusal : Refusal.values()) {
      assertThat(Refusal.fromCode(refusal.code())).contains(refusal);
    }
    assertThat(List.of(Refusal.values()).stream().map(Refusal::code))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(Refusal.fromCode(0)).isEmpty();
    for (Switch value : Switch.values()) {
      assertThat(Switch.fromCode(value.code())).contains(value);
    }
    assertThat(List.of(Switch.values()).stream().map(Switch::code)).containsExactly(0, 1, 2);
    assertThat(Switch.fromCode(3)).isEmpty();
    assertThat(Point.fromNumber(7)).isEmpty();
  }

  @Test
  void theDocumentIsTheSameEverywhere() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("en-US", "ar-EG-u-nu-arab", "tr-TR", "th-TH-u-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(sha256(RulesTable.standard().toBytes())).as(tag).isEqualTo(STANDARD);
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(new String(RulesTable.standard().toBytes(), StandardCharsets.US_ASCII))
        .isEqualTo(RulesTable.standard().toText())
        .hasLineCount(5 + 115)
        .endsWith("pays=40\n");
  }

  @Test
  void anyChangeShowsInTheDocument() {
    RulesTable standard = RulesTable.standard();
    BetRule.Limits limits = new BetRule.Limits(2640, 13200);
    assertThat(standard.withLimits(BetType.YO, limits).toText()).isNotEqualTo(standard.toText());
    assertThat(standard.withLimits(BetType.YO, limits).rule(BetType.YO).limits()).isEqualTo(limits);
    assertThat(standard.withOdds(new OddsMultiples(2, 2, 2)).toText())
        .isNotEqualTo(standard.toText());
    assertThat(EdgesTest.withPays(standard, BetType.PLACE_6, Ratio.of(6, 5)).toText())
        .isNotEqualTo(standard.toText());
  }

  @Test
  void theUnitIsTheLeastThatMakesEveryPayoutWhole() {
    // Over every part, net and vig: the smallest amount that each pay divides.
    long unit = 1;
    for (BetRule rule : RulesTable.standard().bets()) {
      for (Roll roll : Roll.all()) {
        if (rule.terms() instanceof Terms.OneRoll oneRoll) {
          unit = lcm(unit, oneRoll.netPays(roll).denominator());
        }
      }
      if (rule.terms() instanceof Terms.Standing standing) {
        unit = lcm(lcm(unit, standing.pays().denominator()), standing.netPays().denominator());
      }
    }
    assertThat(unit).isEqualTo(Chips.UNIT).isEqualTo(1320);
  }

  @Test
  void anIncompleteOrUnpayableTableIsRefused() {
    RulesTable standard = RulesTable.standard();
    List<BetRule> rows = new ArrayList<>(standard.bets());
    rows.remove(0);
    assertThatThrownBy(() -> new RulesTable(rows, standard.odds()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EdgesTest.withPays(standard, BetType.PLACE_6, Ratio.of(7, 13)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> EdgesTest.withPays(standard, BetType.PLACE_6, Ratio.of(1L << 40)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new BetRule.Limits(1320, 2000)).hasMessageContaining("2000");
    assertThatThrownBy(() -> new BetRule.Limits(2640, 1320)).hasMessageContaining("2640");
    assertThatThrownBy(() -> new OddsMultiples(0, 1, 1)).hasMessageContaining("not 0");
  }

  @Test
  void contradictoryTermsAreRefused() {
    RollSet seven = RollSet.totals(7);
    assertThatThrownBy(
            () -> new Terms.Standing(seven, seven, Ratio.ONE, Terms.Vig.NONE, Terms.ComeOut.WORKS))
        .hasMessageContaining("to win and to lose");
    Terms.Pay pay = new Terms.Pay(seven, Ratio.ONE);
    assertThatThrownBy(() -> new Terms.Part(List.of(pay, pay))).hasMessageContaining("paid twice");
    // Winning half and losing half at even money is neither a loss nor more than the stake: refused
    // only when the parts together would return less than the stake.
    Terms.Part part = new Terms.Part(List.of(pay));
    Terms.Part other = new Terms.Part(List.of(new Terms.Pay(RollSet.totals(2), Ratio.ONE)));
    assertThat(new Terms.OneRoll(List.of(part, other)).netPays(new Roll(3, 4)))
        .isEqualTo(Ratio.ZERO);
    assertThatThrownBy(() -> new Terms.OneRoll(List.of(part, other, other)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Terms.Collect(List.of(7), Ratio.ONE)).hasMessageContaining("7");
    assertThatThrownBy(() -> new Terms.Repeat(6, 16, Ratio.ONE)).hasMessageContaining("16");
  }

  private static long lcm(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

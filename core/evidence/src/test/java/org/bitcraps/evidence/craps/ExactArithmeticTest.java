package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactArithmeticTest {

  @Test
  void fractionsAreInLowestTermsAndZeroIsZero() {
    assertThat(Fraction.of(14, 990)).hasToString("7/495");
    assertThat(Fraction.of(3, -6)).hasToString("-1/2");
    assertThat(Fraction.of(0, -5)).isEqualTo(Fraction.ZERO).hasToString("0");
    assertThat(Fraction.of(6, 3)).hasToString("2");
    assertThat(Fraction.parse("-14/990")).isEqualTo(Fraction.of(-7, 495));
    assertThat(Fraction.parse("12")).isEqualTo(Fraction.of(12));
    assertThatThrownBy(() -> Fraction.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fraction.ONE.dividedBy(Fraction.ZERO))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Fraction(BigInteger.TWO, BigInteger.TWO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fractionsFormAField() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      Fraction a = Fraction.of(random.nextInt(-50, 50), random.nextInt(1, 50));
      Fraction b = Fraction.of(random.nextInt(-50, 50), random.nextInt(1, 50));
      Fraction c = Fraction.of(random.nextInt(1, 50), random.nextInt(1, 50));
      assertThat(a.plus(b).minus(b)).isEqualTo(a);
      assertThat(a.times(c).dividedBy(c)).isEqualTo(a);
      assertThat(a.plus(b).times(c)).isEqualTo(a.times(c).plus(b.times(c)));
      assertThat(a.compareTo(b)).isEqualTo(a.minus(b).signum());
      assertThat(Fraction.parse(a.toString())).isEqualTo(a);
    }
  }

  @Test
  void ratiosTakeExactSharesOrNone() {
    assertThat(Ratio.of(18, 10)).hasToString("9/5");
    assertThat(Ratio.of(7, 6).ofAmount(1320)).isEqualTo(1540);
    assertThat(Ratio.of(9, 5).minus(Ratio.of(1, 20))).isEqualTo(Ratio.of(7, 4));
    assertThat(Ratio.of(3, 2).toFraction()).isEqualTo(Fraction.of(3, 2));
    assertThat(Ratio.of(3, 2).exceeds(Ratio.of(3, 2))).isFalse();
    assertThat(Ratio.of(5, 3).exceeds(Ratio.of(3, 2))).isTrue();
    assertThatThrownBy(() -> Ratio.of(7, 6).ofAmount(1321)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Ratio.of(7).ofAmount(-1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Ratio.of(999).ofAmount(Long.MAX_VALUE / 998))
        .isInstanceOf(ArithmeticException.class);
    // Divides first: no intermediate overflow where the result fits.
    assertThat(Ratio.of(2, 3).ofAmount(Long.MAX_VALUE - 1)).isEqualTo((Long.MAX_VALUE - 1) / 3 * 2);
    assertThatThrownBy(() -> Ratio.ONE.minus(Ratio.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ratio(2, 4)).hasMessageContaining("lowest terms");
  }

  @Test
  void nearestStakes() {
    long[][] rows = {
      {Long.MIN_VALUE, 1320, 2640},
      {-1, 1320, 2640},
      {0, 1320, 2640},
      {1319, 1320, 2640},
      {1321, 1320, 2640},
      {2639, 1320, 2640},
      {2641, 2640, 3960},
      {Long.MAX_VALUE, Chips.MAX_STAKE, Chips.MAX_STAKE},
    };
    for (long[] row : rows) {
      assertThat(Chips.stakeBelow(row[0])).isEqualTo(row[1]);
      assertThat(Chips.stakeAbove(row[0])).isEqualTo(row[2]);
      assertThat(Chips.isStake(row[0])).isFalse();
      assertThat(Chips.isStake(row[1])).isTrue();
      assertThat(Chips.isStake(row[2])).isTrue();
    }
    assertThat(Chips.isStake(Chips.MAX_STAKE + 1320)).isFalse();
    assertThat(Chips.chips(2)).isEqualTo(2640);
    assertThatThrownBy(() -> Chips.chips(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Chips.add(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Chips.subtract(Long.MIN_VALUE, 1))
        .isInstanceOf(ArithmeticException.class);
  }
}

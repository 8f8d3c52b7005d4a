package org.bitcraps.evidence.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C1: safe and live for every n, not only for 3f + 1. */
class QuorumTest {

  @Test
  void twoQuorumsShareAnHonestMemberAndTheHonestSuffice() {
    for (int n = 1; n <= 1_000; n++) {
      Quorum quorum = new Quorum(n);
      int f = quorum.faulty();
      int q = quorum.size();
      assertThat(3 * f).as("n = %d: f < n/3", n).isLessThan(n);
      assertThat(3 * (f + 1)).as("n = %d: no larger f", n).isGreaterThanOrEqualTo(n);
      assertThat(2 * q - n).as("n = %d: overlap of two quorums", n).isGreaterThanOrEqualTo(f + 1);
      assertThat(q).as("n = %d: liveness", n).isLessThanOrEqualTo(n - f);
      // No smaller q is safe: then two could share f or fewer.
      assertThat(2 * (q - 1) - n).as("n = %d: q is the least", n).isLessThan(f + 1);
      assertThat(q).as("n = %d: ⌈2n/3⌉", n).isEqualTo((int) Math.ceil(2 * n / 3.0));
      assertThat(quorum.oneHonest()).isEqualTo(f + 1);
    }
  }

  /** SPEC §2. */
  @ParameterizedTest
  @CsvSource({
    "1,1", "2,2", "3,2", "4,3", "6,4", "7,5", "10,7", "50,34", "64,43", "99,66", "100,67"
  })
  void tableOfTheSpecification(int n, int q) {
    assertThat(new Quorum(n).size()).isEqualTo(q);
  }

  /** The common 2f + 1 is wrong wherever n ≠ 3f + 1; with six, two quorums share nobody. */
  @ParameterizedTest
  @CsvSource({"5,1", "6,0", "8,2", "9,1"})
  void twoFaultyPlusOneIsUnsafe(int n, int overlap) {
    Quorum quorum = new Quorum(n);
    int naive = 2 * quorum.faulty() + 1;
    assertThat(Math.max(0, 2 * naive - n)).isEqualTo(overlap).isLessThan(quorum.oneHonest());
    assertThat(quorum.size()).isGreaterThan(naive);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65_537, Integer.MAX_VALUE})
  void impossibleSizesAreRefused(int n) {
    assertThatThrownBy(() -> new Quorum(n)).isInstanceOf(IllegalArgumentException.class);
  }
}

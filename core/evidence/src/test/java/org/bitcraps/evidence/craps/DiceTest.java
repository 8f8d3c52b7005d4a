package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiceTest {

  @Test
  void thirtySixPairsInTheUsualProportions() {
    int[] ways = new int[13];
    int pairs = 0;
    for (Roll roll : Roll.all()) {
      ways[roll.total()]++;
      pairs += roll.isHard() ? 1 : 0;
      assertThat(Roll.fromIndex(roll.index())).isEqualTo(roll);
    }
    assertThat(ways).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1);
    assertThat(pairs).isEqualTo(6);
    assertThat(Roll.all()).doesNotHaveDuplicates().hasSize(36);
  }

  @Test
  void facesAreOneToSix() {
    assertThatThrownBy(() -> new Roll(0, 1)).hasMessageContaining("0 and 1");
    assertThatThrownBy(() -> new Roll(1, 7)).hasMessageContaining("1 and 7");
  }

  @Test
  void setsNameWholeTotalsAndSinglePairs() {
    assertThat(RollSet.totals(7, 11)).hasToString("7,11");
    assertThat(RollSet.totals(7).or(RollSet.easy(6))).hasToString("7,1-5,2-4");
    assertThat(RollSet.totals(7).size()).isEqualTo(6);
    assertThat(RollSet.easy(8).size()).isEqualTo(4);
    assertThat(RollSet.faces(3, 3).size()).isEqualTo(1);
    assertThat(RollSet.faces(2, 5)).isEqualTo(RollSet.faces(5, 2));
    assertThat(RollSet.NONE).hasToString("none");
    assertThat(RollSet.totals(6).meets(RollSet.faces(3, 3))).isTrue();
    assertThat(RollSet.easy(6).meets(RollSet.faces(3, 3))).isFalse();
    assertThatThrownBy(() -> RollSet.totals(13)).hasMessageContaining("13");
    assertThatThrownBy(() -> new RollSet(1L << 36)).hasMessageContaining("36");
    assertThatThrownBy(() -> new RollSet(2)).hasMessageContaining("1-2");
  }
}

package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableStateTest {

  @Test
  void thePuckFollowsTheTransitionTable() {
    for (Point point : Point.values()) {
      for (Roll roll : Roll.all()) {
        int total = roll.total();
        TableState before = new TableState(3, point, 1 << 9, 0x1_0000);
        TableState after = before.after(roll);
        if (point == Point.OFF) {
          boolean sets = List.of(4, 5, 6, 8, 9, 10).contains(total);
          assertThat(after.point().number()).isEqualTo(sets ? total : 0);
          assertThat(after.hand()).isEqualTo(3);
          assertThat(after.pointsMade()).isEqualTo(1 << 9);
        } else if (total == 7) {
          assertThat(after).isEqualTo(new TableState(4, Point.OFF, 0, 0));
        } else if (total == point.number()) {
          assertThat(after.point()).isEqualTo(Point.OFF);
          assertThat(after.hasMade(point)).isTrue();
          assertThat(after.hasMade(Point.NINE)).isTrue();
          assertThat(after.distinctPointsMade()).isEqualTo(point == Point.NINE ? 1 : 2);
        } else {
          assertThat(after.point()).isEqualTo(point);
          assertThat(after.pointsMade()).isEqualTo(1 << 9);
        }
        assertThat(after.phase()).isEqualTo(after.point().isOn() ? Phase.POINT : Phase.COME_OUT);
      }
    }
  }

  @Test
  void totalsCountSinceAnySevenAndStopAtFifteen() {
    for (int total : new int[] {2, 3, 4, 5, 6, 8, 9, 10, 11, 12}) {
      Roll roll = Roll.all().stream().filter(r -> r.total() == total).findFirst().orElseThrow();
      TableState table = TableState.START;
      for (int i = 1; i <= 20; i++) {
        table = table.after(roll);
        assertThat(table.count(total)).isEqualTo(Math.min(i, 15));
      }
      for (int other = 2; other <= 12; other++) {
        assertThat(table.count(other)).isEqualTo(other == total ? 15 : 0);
      }
      assertThat(table.after(new Roll(3, 4)).totals()).isZero();
    }
  }

  /** Nobody plays so long, but a lying quorum may sign it, and a verifier must go on. */
  @Test
  void theLastHandStays() {
    TableState last = new TableState(Long.MAX_VALUE, Point.NINE, 1 << 9, 0);
    assertThat(last.after(new Roll(3, 4)))
        .isEqualTo(new TableState(Long.MAX_VALUE, Point.OFF, 0, 0));
  }

  @Test
  void aComeOutSevenKeepsTheHand() {
    TableState table =
        TableState.START.after(new Roll(2, 2)).after(new Roll(1, 3)).after(new Roll(3, 4));
    assertThat(table.hand()).isZero();
    assertThat(table.hasMade(Point.FOUR)).isTrue();
    assertThat(table.totals()).isZero();
  }

  @Test
  void bitsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new TableState(-1, Point.OFF, 0, 0)).hasMessageContaining("hand -1");
    assertThatThrownBy(() -> new TableState(0, Point.OFF, 1 << 7, 0)).hasMessageContaining("128");
    assertThatThrownBy(() -> new TableState(0, Point.OFF, 0, 1L << 28))
        .hasMessageContaining("no such");
    assertThatThrownBy(() -> new TableState(0, Point.OFF, 0, 1L << 52))
        .hasMessageContaining("no such");
  }
}

package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P5: an honest primary takes on no more than it sees certified in half the base timeout. */
class AllowanceTest {

  private static final long BLOCK = 6_400;
  private static final int DEPTH = 16;
  private static final Pacing PACING = new Pacing(500, 10);

  private static Allowance fresh() {
    return new Allowance(BLOCK, DEPTH, PACING);
  }

  /**
   * What may be under way, bytes certified from a proposal to its certificate, how long it took.
   */
  @ParameterizedTest
  @CsvSource({
    // Quick, and there was more to do: twice as much.
    "1600, 1600, 0, 3200",
    "1600, 1600, 125, 3200",
    "1600, 800, 125, 3200",
    // Quick, but there was little to do: that says nothing.
    "1600, 799, 125, 1600",
    "1600, 0, 0, 1600",
    // Between a quarter and a half of the base: as it is.
    "1600, 1600, 126, 1600",
    "1600, 1600, 250, 1600",
    // Slower: what would have taken a quarter.
    "1600, 1600, 251, 796",
    "1600, 1600, 500, 400",
    "1600, 3200, 1000, 400",
    // A burst that was slow never raises it.
    "1600, 6400, 251, 1600",
    // Never under a 64th of a block, never over all that may be in flight.
    "1600, 1600, 100000, 100",
    "100, 0, 100000, 100",
    "102400, 102400, 1, 102400",
    "60000, 60000, 1, 102400",
    "1600, 9223372036854775807, 1000, 1600",
    "1600, 1600, 9223372036854775807, 100"
  })
  void whatMayBeUnderWayFollowsWhatWasCertified(long now, long bytes, long tookMs, long then) {
    assertThat(fresh().after(now, bytes, tookMs)).isEqualTo(then);
  }

  @Test
  void itBeginsWithTheLeastAndLearns() {
    Allowance allowance = fresh();
    assertThat(allowance.bytes()).isEqualTo(100);
    long mark = allowance.certifiedBytes();
    allowance.certified(300);
    allowance.took(mark, 10);
    assertThat(allowance.bytes()).isEqualTo(200);
    mark = allowance.certifiedBytes();
    allowance.certified(100);
    allowance.certified(100);
    allowance.took(mark, 10);
    assertThat(allowance.bytes()).isEqualTo(400);
    allowance.gaveUp();
    assertThat(allowance.bytes()).isEqualTo(100);
  }

  /** Bytes under way; whether another block is begun. */
  @ParameterizedTest
  @CsvSource({"0, true", "99, true", "100, false", "101, false"})
  void anotherBlockIsBegunWhileLessIsUnderWay(long underWay, boolean begun) {
    assertThat(fresh().allows(underWay)).isEqualTo(begun);
  }

  @Test
  void aBlockIsHalfOfItAndNotMoreThanBlocksMayBe() {
    Allowance allowance = fresh();
    assertThat(allowance.blockBytes()).isEqualTo(50);
    for (int i = 0; i < 10; i++) {
      long mark = allowance.certifiedBytes();
      allowance.certified(allowance.bytes());
      allowance.took(mark, 125);
    }
    assertThat(allowance.bytes()).isEqualTo(DEPTH * BLOCK);
    assertThat(allowance.blockBytes()).isEqualTo(BLOCK);
  }

  @Test
  void theSmallestBlocksLeaveRoomForSomething() {
    Allowance allowance = new Allowance(1, 1, new Pacing(1, 0));
    assertThat(allowance.bytes()).isEqualTo(1);
    assertThat(allowance.blockBytes()).isEqualTo(1);
    assertThat(allowance.after(1, 1, 1)).isEqualTo(1);
  }
}

package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P4, P5: timeouts learned from what other primaries took, never more than 8 × base. */
class PacingTest {

  private static final Pacing PACING = new Pacing(500, 10);

  /** Views failed in a row, the others' median (−1: not known), the timeout. */
  @ParameterizedTest
  @CsvSource({
    "0, -1, 500",
    "1, -1, 1000",
    "2, -1, 2000",
    "3, -1, 4000",
    "4, -1, 4000",
    "2147483647, -1, 4000",
    "0, 0, 500",
    "0, 124, 500",
    "0, 125, 500",
    "0, 126, 504",
    "0, 999, 3996",
    "0, 1000, 4000",
    "0, 1001, 4000",
    "0, 9223372036854775807, 4000",
    "1, 126, 1008",
    "3, 126, 4000",
    "3, 1000, 4000"
  })
  void theTimeoutIsLearnedDoubledAndCapped(int failedViews, long others, long timeout) {
    OptionalLong known = others < 0 ? OptionalLong.empty() : OptionalLong.of(others);
    assertThat(PACING.timeoutMs(failedViews, known)).isEqualTo(timeout);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 100, false",
    "401, 100, true",
    "124, 0, false",
    "125, 0, true",
    "125, 31, true",
    "128, 32, false",
    "129, 32, true"
  })
  void slowIsMoreThanFourTimesTheOthersAndNoNoise(long median, long others, boolean slow) {
    assertThat(PACING.isSlow(median, others)).isEqualTo(slow);
  }

  @Test
  void aPatienceOfNothingOrOfMoreThanADayIsNone() {
    assertThatThrownBy(() -> new Pacing(0, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pacing(86_400_001, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Pacing(1, 0).resendMs(1)).isEqualTo(1);
    assertThat(new Pacing(86_400_000, 0).timeoutMs(3, OptionalLong.of(Long.MAX_VALUE)))
        .isEqualTo(8L * 86_400_000);
  }

  // --- what was measured

  private final Latencies latencies = new Latencies();

  private void segment(int primary, long endedMs, long... latenciesMs) {
    for (long latency : latenciesMs) {
      latencies.certified(latency);
    }
    latencies.ended(new ReplicaId(primary), endedMs);
  }

  private OptionalLong others(int primary, int atLeast, long nowMs) {
    return latencies.others(new ReplicaId(primary), atLeast, nowMs);
  }

  @Test
  void aPrimaryIsMeasuredByTheOthersNeverByItself() {
    segment(0, 0, 10, 30, 20);
    segment(1, 0, 4_000, 4_000);
    assertThat(others(0, 1, 0)).hasValue(4_000);
    assertThat(others(1, 1, 0)).hasValue(20);
    assertThat(others(2, 1, 0)).hasValue(20); // The lower median of two.
    segment(2, 0, 25);
    assertThat(others(3, 1, 0)).hasValue(25);
    assertThat(others(3, 3, 0)).hasValue(25);
    assertThat(others(2, 3, 0)).isEmpty();
  }

  @Test
  void aLaterSegmentReplacesTheEarlierAndAnEmptyOneNothing() {
    segment(0, 0, 10);
    segment(0, 0, 70);
    segment(0, 0);
    assertThat(others(1, 1, 0)).hasValue(70);
  }

  /** bft-smart#51: timeouts that an attack inflated must not serve the primary that comes after. */
  @ParameterizedTest
  @CsvSource({
    "-1, 4000",
    "0, 4000",
    "59999, 4000",
    "60000, 2000",
    "119999, 2000",
    "120000, 1000",
    "9223372036854775807, 0"
  })
  void whatWasMeasuredIsWorthHalfAfterEachMinute(long laterMs, long worthMs) {
    for (int primary = 0; primary < 4; primary++) {
      segment(primary, 0, 4_000);
    }
    assertThat(others(0, 3, laterMs)).hasValue(worthMs);
  }

  @Test
  void theRunningSegmentIsJudgedFrom16BlocksOnAndRemembers64() {
    for (int i = 0; i < Latencies.JUDGED_FROM - 1; i++) {
      latencies.certified(1_000);
    }
    assertThat(latencies.running()).isEmpty();
    latencies.certified(1_000);
    assertThat(latencies.running()).hasValue(1_000);
    for (int i = 0; i < 64; i++) {
      latencies.certified(i < 32 ? 7 : 9);
    }
    assertThat(latencies.running()).hasValue(7);
    latencies.certified(9);
    assertThat(latencies.running()).hasValue(9);
  }

  @Test
  void aClockThatWasSetBackMeasuresNothingLessThanNothing() {
    segment(0, 0, -5_000);
    assertThat(others(1, 1, 0)).hasValue(0);
  }
}

package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bitcraps.evidence.membership.Quorum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P8: which report counts. The rule against everything that f − 1 liars can report. */
class AmnesiaRuleTest {

  private static final long DEPTH = 16;

  /** Fewer than q answers say nothing; from q on, the second highest or a lower one counts. */
  @ParameterizedTest(name = "{0} validators, {1} answers: the {2}. highest")
  @CsvSource({
    "1, 0, 0",
    "2, 1, 0",
    "3, 1, 0",
    "3, 2, 1", // f = 0: there is nobody to be faulty
    "4, 2, 0",
    "4, 3, 2",
    "7, 4, 0",
    "7, 5, 2",
    "7, 6, 3",
    "10, 6, 0",
    "10, 7, 2",
    "10, 9, 4",
    "6, 3, 0",
    "6, 4, 2",
    "6, 5, 3"
  })
  void whichReportCounts(int n, int reports, int highest) {
    Optional<Integer> place = Amnesia.place(new Quorum(n), reports);
    if (highest == 0) {
      assertThat(place).isEmpty();
    } else {
      assertThat(place).contains(reports - highest);
    }
  }

  /**
   * Whatever was committed is at or below the bound; and once every honest one answered, the bound
   * is at or below what an honest one reports.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theBoundHoldsAndNoLiarRaisesIt(long seed) {
    Random random = new Random(seed);
    int decided = 0;
    for (int round = 0; round < 4_000; round++) {
      int n = 4 + random.nextInt(30);
      Quorum quorum = new Quorum(n);
      long committed = 1 + random.nextLong(1_000);
      int liars = random.nextInt(quorum.faulty());
      int honest = n - 1 - liars;
      // Preparers besides us: as few honest ones as q allows.
      int preparers = quorum.size() - 1 - liars;
      List<Long> reports = new ArrayList<>();
      for (int i = 0; i < honest; i++) {
        long least = i < preparers ? Math.max(0, committed - DEPTH) : 0;
        reports.add(least + random.nextInt(5));
      }
      long highestHonest = Collections.max(reports);
      Collections.shuffle(reports, random);
      int silent = random.nextInt(honest + 1);
      List<Long> heard = new ArrayList<>(reports.subList(silent, honest));
      boolean high = random.nextBoolean();
      for (int i = random.nextInt(liars + 1); i > 0; i--) {
        heard.add(high ? Long.MAX_VALUE : 0L);
      }
      heard.sort(null);
      Optional<Integer> place = Amnesia.place(quorum, heard.size());
      assertThat(place.isPresent()).isEqualTo(heard.size() >= quorum.size());
      if (place.isPresent()) {
        decided++;
        long bound = heard.get(place.get());
        assertThat(bound >= Long.MAX_VALUE - DEPTH || bound + DEPTH >= committed)
            .as("seed %d: n %d, committed %d, heard %s", seed, n, committed, heard)
            .isTrue();
        if (silent == 0) {
          assertThat(bound)
              .as("seed %d: n %d, heard %s", seed, n, heard)
              .isLessThanOrEqualTo(highestHonest);
        }
      }
    }
    assertThat(decided).isGreaterThan(500);
  }

  /** The rule of DESIGN, read literally, would wait for ever for one liar. */
  @Test
  void oneLiarAmongSevenIsPassedOver() {
    List<Long> heard = new ArrayList<>(List.of(40L, 41L, 41L, 42L, 43L, Long.MAX_VALUE));
    assertThat(heard.get(Amnesia.place(new Quorum(7), 6).orElseThrow())).isEqualTo(42L);
  }
}

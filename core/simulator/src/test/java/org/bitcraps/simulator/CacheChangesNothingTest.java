package org.bitcraps.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.bitcraps.protocol.replica.Verdicts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * X2: whatever becomes of the verdicts that validators remember, every event of a run is the same,
 * liars, restarts and view-changes included.
 */
class CacheChangesNothingTest {

  private static final Memories NONE = id -> Verdicts.NONE;

  /** Emptied at every seventh question. */
  private static final Memories EMPTIED =
      id ->
          new Verdicts() {
            private final Set<Digest> known = new HashSet<>();
            private int questions;

            @Override
            public boolean contains(Digest verdict) {
              questions++;
              if (questions % 7 == 0) {
                known.clear();
              }
              return known.contains(verdict);
            }

            @Override
            public void add(Digest verdict, int signatures) {
              known.add(verdict);
            }
          };

  private static VerdictSeal seal(int key) {
    return new VerdictSeal(message -> HmacSha256.mac(new byte[] {(byte) key}, message));
  }

  /**
   * A validator that asks its shelf each time, and a liar who can write there: before every
   * question the very verdict is on the shelf, under the seal of another validator, under our own
   * with one bit changed, or under our own for the last verdict that was valid.
   */
  private static final class Poisoned implements Verdicts {

    private final VerdictSeal own;
    private final VerdictSeal liars;
    private final Map<Digest, byte[]> shelf = new HashMap<>();
    private byte[] before = {};
    private int questions;
    int answered;

    Poisoned(ReplicaId self) {
      own = seal(self.value());
      liars = seal(self.value() + 1);
    }

    @Override
    public boolean contains(Digest verdict) {
      byte[] honest = shelf.get(verdict);
      boolean known = honest != null && own.isOn(verdict, honest);
      answered += known ? 1 : 0;
      return known || own.isOn(verdict, poison(verdict));
    }

    private byte[] poison(Digest verdict) {
      questions++;
      byte[] right = own.of(verdict);
      return switch (questions % 3) {
        case 0 -> liars.of(verdict);
        case 1 -> before;
        default -> {
          byte[] flipped = right.clone();
          flipped[questions % flipped.length] ^= 1;
          yield flipped;
        }
      };
    }

    @Override
    public void add(Digest verdict, int signatures) {
      before = own.of(verdict);
      shelf.put(verdict, before);
    }
  }

  private static long run(long seed, Memories memories) {
    Outcome outcome = new Simulation(Setting.SWARM, seed, Keys.SIMULATED, false, memories).run();
    assertThat(outcome.violation()).isEmpty();
    assertThat(outcome.committed()).isGreaterThanOrEqualTo(200);
    return outcome.traceHash();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 9, 79, 183})
  void emptiedOrPoisonedEveryEventIsTheSame(long seed) {
    Map<ReplicaId, Poisoned> poisoned = new HashMap<>();
    long without = run(seed, NONE);

    assertThat(run(seed, Memories.ALL)).isEqualTo(without);
    assertThat(run(seed, EMPTIED)).isEqualTo(without);
    assertThat(run(seed, id -> poisoned.computeIfAbsent(id, Poisoned::new))).isEqualTo(without);
    List<Integer> answered = poisoned.values().stream().map(one -> one.answered).toList();
    assertThat(answered).as("verdicts that the shelf gave back").allMatch(count -> count > 0);
  }
}

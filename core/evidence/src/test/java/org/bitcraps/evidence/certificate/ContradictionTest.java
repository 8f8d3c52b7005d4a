package org.bitcraps.evidence.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.sample.SampleChain.digest;

import org.bitcraps.evidence.certificate.Statement.Commit;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C3, every combination of what agrees: the view is not compared. */
class ContradictionTest {

  private static final int CHAIN = 1;
  private static final int EPOCH = 2;
  private static final int VIEW = 4;
  private static final int SEQUENCE = 8;
  private static final int BLOCK = 16;
  private static final int ROOT = 32;

  /** The bits of {@code differs} say which fields have their second value. */
  private static Commit commit(int differs) {
    return new Commit(
        new ChainId(digest("chain" + (differs & CHAIN))),
        new Epoch(differs & EPOCH),
        new View(differs & VIEW),
        new SequenceNumber(1 + (differs & SEQUENCE)),
        digest("block" + (differs & BLOCK)),
        digest("root" + (differs & ROOT)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, CHAIN, EPOCH, SEQUENCE, CHAIN | EPOCH, CHAIN | EPOCH | SEQUENCE})
  void samePlaceOtherBlockOrRoot(int place) {
    for (int rest : new int[] {0, BLOCK, ROOT, BLOCK | ROOT}) {
      for (int view : new int[] {0, VIEW}) {
        Commit one = commit(0);
        Commit two = commit(place | rest | view);
        boolean expected = place == 0 && rest != 0;
        assertThat(one.contradicts(two)).as("differs %d", place | rest | view).isEqualTo(expected);
        assertThat(two.contradicts(one)).isEqualTo(expected);
      }
    }
  }
}

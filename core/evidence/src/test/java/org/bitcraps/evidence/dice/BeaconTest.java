package org.bitcraps.evidence.dice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.junit.jupiter.api.Test;

/** R1: commitment and beacon depend on all that they are for, and secrets stay secret. */
class BeaconTest {

  private static final DrawId DRAW = Samples.draw();

  private static List<DrawId> draws() {
    return List.of(
        DRAW,
        new DrawId(new ChainId(digest("other chain")), DRAW.table(), DRAW.round()),
        new DrawId(chain(), new TableId(8), DRAW.round()),
        new DrawId(chain(), DRAW.table(), DRAW.round() + 1));
  }

  @Test
  void theBeaconDependsOnEachSecretIdAndDraw() {
    List<Beacon> beacons = new ArrayList<>();
    draws().forEach(draw -> beacons.add(Beacon.of(draw, secrets())));
    for (ReplicaId id : VALIDATORS) {
      SortedMap<ReplicaId, DiceSecret> other = secrets();
      other.put(id, new DiceSecret(digest("another secret")));
      beacons.add(Beacon.of(DRAW, other));
      SortedMap<ReplicaId, DiceSecret> fewer = secrets();
      fewer.remove(id);
      beacons.add(Beacon.of(DRAW, fewer));
      SortedMap<ReplicaId, DiceSecret> renamed = secrets();
      renamed.put(new ReplicaId(id.value() + 2), renamed.remove(id));
      beacons.add(Beacon.of(DRAW, renamed));
    }
    SortedMap<ReplicaId, DiceSecret> swapped = secrets();
    swapped.put(VALIDATORS.get(0), SampleChain.secret(VALIDATORS.get(1)));
    swapped.put(VALIDATORS.get(1), SampleChain.secret(VALIDATORS.get(0)));
    beacons.add(Beacon.of(DRAW, swapped));
    assertThat(beacons).hasSize(4 + 3 * 4 + 1).doesNotHaveDuplicates();
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    SortedMap<ReplicaId, DiceSecret> late = new TreeMap<>();
    for (int i = VALIDATORS.size() - 1; i >= 0; i--) {
      late.put(VALIDATORS.get(i), SampleChain.secret(VALIDATORS.get(i)));
    }
    assertThat(Beacon.of(DRAW, late)).isEqualTo(Beacon.of(DRAW, secrets()));
    SortedMap<ReplicaId, DiceSecret> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(late);
    assertThatThrownBy(() -> Beacon.of(DRAW, reversed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A beacon of nothing would be known before betting opens. */
  @Test
  void aBeaconNeedsAReveal() {
    assertThatThrownBy(() -> Beacon.of(DRAW, new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DrawId(chain(), new TableId(1), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCommitmentDependsOnSecretValidatorAndDraw() {
    DiceSecret secret = SampleChain.secret(VALIDATORS.get(0));
    List<Digest> commitments = new ArrayList<>();
    draws().forEach(draw -> commitments.add(secret.commitment(draw, VALIDATORS.get(0))));
    commitments.add(secret.commitment(DRAW, VALIDATORS.get(1)));
    commitments.add(SampleChain.secret(VALIDATORS.get(1)).commitment(DRAW, VALIDATORS.get(0)));
    assertThat(commitments).doesNotHaveDuplicates();
  }

  /** R2: no text form of anything that holds a secret shows it. */
  @Test
  void secretsAreNeverPrinted() {
    Operation.Reveal reveal = Samples.reveal();
    String hex = reveal.secret().value().hex();
    for (Object holder :
        List.of(
            reveal.secret(),
            reveal,
            Body.of(reveal),
            secrets(),
            Samples.envelopes().get(3),
            Samples.notice())) {
      assertThat(holder.toString()).doesNotContain(hex).doesNotContain(hex.substring(0, 8));
    }
  }
}

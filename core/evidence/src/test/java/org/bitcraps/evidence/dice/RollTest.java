package org.bitcraps.evidence.dice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.wire.Encoder;
import org.junit.jupiter.api.Test;

/** R6: rejection sampling, exactly uniform over the 36 ordered pairs. */
class RollTest {

  @Test
  void eachOfThe36RollsHasExactlySevenBytes() {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int value = 0; value < 252; value++) {
      Roll roll = Beacon.rollOf(value).orElseThrow();
      assertThat(roll.die1()).isBetween(1, 6);
      assertThat(roll.die2()).isBetween(1, 6);
      counts.merge(roll.die1() * 10 + roll.die2(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(36);
    assertThat(counts.values()).containsOnly(7);
  }

  @Test
  void theOtherFourBytesAreRejected() {
    for (int value = 252; value < 256; value++) {
      assertThat(Beacon.rollOf(value)).isEmpty();
    }
  }

  /** The roll by the words of docs/wire.md, for beacons whose first byte is rejected too. */
  @Test
  void rollsFollowTheFirstByteThatIsNotRejected() {
    int rejected = 0;
    for (int i = 0; i < 2_000; i++) {
      Beacon beacon = new Beacon(SampleChain.digest("beacon " + i));
      byte[] block =
          Digest.of(DomainTag.DICE_EXPANSION, new Encoder().digest(beacon.value()).u31(0).toBytes())
              .toBytes();
      int at = 0;
      while ((block[at] & 0xff) >= 252) {
        at++;
        rejected++;
      }
      int b = block[at] & 0xff;
      assertThat(beacon.roll()).isEqualTo(new Roll(b % 6 + 1, b / 6 % 6 + 1));
      assertThat(Optional.of(beacon.roll())).isEqualTo(Beacon.rollOf(b));
    }
    assertThat(rejected).as("rejections in 2000 beacons, 31 expected").isBetween(10, 60);
  }
}

package org.bitcraps.evidence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.sample.PlayedChain;
import org.junit.jupiter.api.Test;

/** One changed byte anywhere in {@code blocks.bin} and the replay fails, with a reason. */
class EveryByteOfTheFileTest {

  private static final int SAMPLE = 1_200;
  private static final long SEED = 4;

  private static final PlayedChain CHAIN = new PlayedChain("every byte").play(4);
  private static final ChainId ID = CHAIN.genesis().chainId();

  /** The ends of every frame and its length, and other places from a seed. */
  private static Set<Integer> places(byte[] file) {
    TreeSet<Integer> places = new TreeSet<>();
    for (int i = 0; i < BlocksFile.PREAMBLE_BYTES; i++) {
      places.add(i);
    }
    List<Integer> frames = PlayedChain.frames(file);
    for (int frame : frames.subList(0, frames.size() - 1)) {
      for (int i = 0; i < BlocksFile.LENGTH_BYTES + 2; i++) {
        places.add(frame + i);
      }
    }
    frames.subList(1, frames.size()).forEach(end -> places.add(end - 1));
    Random random = new Random(SEED);
    while (places.size() < SAMPLE) {
      places.add(random.nextInt(file.length));
    }
    return places;
  }

  @Test
  void changedItIsNoLongerReplayed() {
    byte[] file = CHAIN.file();
    assertThat(Files.replay(ID, file)).isEmpty();
    Random random = new Random(SEED);
    Map<ReplayReason, Integer> reasons = new EnumMap<>(ReplayReason.class);
    Set<Integer> places = places(file);
    for (int place : places) {
      byte[] changed = file.clone();
      changed[place] ^= (byte) (1 + random.nextInt(255));
      Optional<ReplayFault> fault = Files.replay(ID, changed);
      assertThat(fault).as("seed %d, byte %d of %d", SEED, place, file.length).isPresent();
      assertThat(fault.get().detail()).isNotBlank();
      reasons.merge(fault.get().reason(), 1, Integer::sum);
    }
    System.out.println(
        "EveryByteOfTheFileTest: %d of %d bytes: %s"
            .formatted(places.size(), file.length, reasons));
    assertThat(reasons.keySet())
        .contains(
            ReplayReason.FORMAT_UNKNOWN,
            ReplayReason.MALFORMED,
            ReplayReason.TRUNCATED,
            ReplayReason.GENESIS_OTHER_CHAIN,
            ReplayReason.CERTIFICATE_OTHER_BLOCK,
            ReplayReason.CERTIFICATE_SIGNATURE_INVALID,
            ReplayReason.BODY_OTHER,
            ReplayReason.GATEWAY_SIGNATURE_INVALID);
  }
}

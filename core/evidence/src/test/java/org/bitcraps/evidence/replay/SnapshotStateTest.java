package org.bitcraps.evidence.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.Test;

/** Who begins with a state stands where the chain stands, and believes a quorum and nobody else. */
class SnapshotStateTest {

  private static final PlayedChain CHAIN = new PlayedChain("replayed").play(4);
  private static final Genesis GENESIS = CHAIN.genesis();
  private static final int BLOCKS = CHAIN.blocks().size();
  private static final int SOMEWHERE = BLOCKS / 2;

  private static List<byte[]> chunks(int sequence) {
    return StateTree.of(CHAIN.played().get(sequence - 1).executed().ledger()).contents();
  }

  private static ExecutedBlock restore(SnapshotManifest manifest, List<byte[]> chunks) {
    SnapshotState.check(manifest, GENESIS, Files.VERIFIER);
    return SnapshotState.restore(manifest, chunks, GENESIS, Files.KEYS);
  }

  @Test
  void whoever_begins_with_a_state_ends_where_the_chain_does() {
    for (int sequence = 1; sequence <= BLOCKS; sequence++) {
      ExecutedBlock state = restore(CHAIN.snapshot(sequence), chunks(sequence));
      Replay replay = new Replay(state, Files.VERIFIER);
      assertThat(state.sequence().value()).isEqualTo(sequence);
      assertThat(Files.replay(replay, CHAIN.file(sequence + 1, BLOCKS))).isEmpty();
      assertThat(replay.last().digest()).isEqualTo(CHAIN.last().digest());
      assertThat(replay.last().resultRoot()).isEqualTo(CHAIN.last().resultRoot());
      assertThat(StateTree.of(replay.last().ledger()).root())
          .isEqualTo(StateTree.of(CHAIN.last().ledger()).root());
      assertThat(replay.count().blocks()).isEqualTo(BLOCKS - sequence);
    }
  }

  @Test
  void what_follows_it_is_held_to_all_that_a_replay_is() {
    ExecutedBlock state = restore(CHAIN.snapshot(SOMEWHERE), chunks(SOMEWHERE));
    assertThat(
            Files.replay(
                    new Replay(state, Files.VERIFIER), CHAIN.file(SOMEWHERE + 2, SOMEWHERE + 3))
                .orElseThrow()
                .reason())
        .isEqualTo(ReplayReason.OUT_OF_ORDER);
    byte[] file = CHAIN.file(SOMEWHERE + 1, BLOCKS);
    file[file.length - 1] ^= 1;
    assertThat(Files.replay(new Replay(state, Files.VERIFIER), file)).isPresent();
    PlayedChain other = new PlayedChain("another").play(4);
    assertThat(
            Files.replay(
                    new Replay(state, Files.VERIFIER), other.file(SOMEWHERE + 1, SOMEWHERE + 1))
                .orElseThrow()
                .reason())
        .isEqualTo(ReplayReason.GENESIS_OTHER_CHAIN);
  }

  @Test
  void a_state_that_no_quorum_of_the_chain_signed_is_refused() {
    SnapshotManifest good = CHAIN.snapshot(SOMEWHERE);
    Statement.Checkpoint statement = good.checkpoint().statement();
    List<Vote> votes = good.checkpoint().votes();
    refused("checkpoint", voted(good, votes.subList(0, 2)));
    Vote foreign = CHAIN.snapshot(SOMEWHERE + 1).checkpoint().votes().get(2);
    refused("checkpoint", voted(good, List.of(votes.get(0), votes.get(1), foreign)));
    Vote ofTheBlock = good.block().certificate().votes().get(2);
    refused("checkpoint", voted(good, List.of(votes.get(0), votes.get(1), ofTheBlock)));
    assertThat(CHAIN.vote(3, statement)).as("any three will do").isNotIn(votes);
    SnapshotState.check(
        voted(good, List.of(votes.get(0), votes.get(1), CHAIN.vote(3, statement))),
        GENESIS,
        Files.VERIFIER);
    refused("chain", new PlayedChain("another").play(1).snapshot(2));
  }

  @Test
  void a_chain_that_this_build_cannot_execute_is_refused_before_anything_is_fetched() {
    Genesis later =
        new Genesis(
            GENESIS.name(),
            GENESIS.salt(),
            GENESIS.protocolVersion() + 1,
            GENESIS.startTimeMs(),
            GENESIS.flags(),
            GENESIS.parameters(),
            GENESIS.rulesHash(),
            GENESIS.validators(),
            GENESIS.gateways(),
            GENESIS.tables(),
            GENESIS.mints(),
            GENESIS.treasury());
    SnapshotManifest good = CHAIN.snapshot(SOMEWHERE);
    Block block =
        new Block(
            later.chainId(),
            good.block().block().epoch(),
            good.sequence(),
            good.block().block().timeMs(),
            good.block().block().parent(),
            List.of());
    BlockNotice notice =
        CHAIN.certified(block, good.checkpoint().statement().resultRoot(), List.of());
    SnapshotManifest signed =
        CHAIN.snapshot(new PlayedChain.Played(notice, CHAIN.last()), good.chunks());
    assertThatThrownBy(() -> SnapshotState.check(signed, later, Files.VERIFIER))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("PROTOCOL_UNKNOWN");
  }

  private static SnapshotManifest voted(SnapshotManifest manifest, List<Vote> votes) {
    return new SnapshotManifest(
        manifest.block(),
        new QuorumCertificate<>(manifest.checkpoint().statement(), votes),
        manifest.chunks());
  }

  private static void refused(String field, SnapshotManifest manifest) {
    assertThatThrownBy(() -> SnapshotState.check(manifest, GENESIS, Files.VERIFIER))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void parts_of_different_states_are_no_snapshot() {
    SnapshotManifest good = CHAIN.snapshot(SOMEWHERE);
    SnapshotManifest later = CHAIN.snapshot(SOMEWHERE + 1);
    assertThatThrownBy(() -> new SnapshotManifest(later.block(), good.checkpoint(), good.chunks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("checkpoint");
    assertThatThrownBy(() -> new SnapshotManifest(good.block(), good.checkpoint(), later.chunks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("chunks");
  }

  @Test
  void other_chunks_than_those_of_the_state_are_refused() {
    SnapshotManifest manifest = CHAIN.snapshot(SOMEWHERE);
    List<byte[]> good = chunks(SOMEWHERE);
    assertThat(good).as("the house, and players").hasSizeGreaterThan(1);
    List<byte[]> swapped = new ArrayList<>(good);
    Collections.swap(swapped, 0, 1);
    List<byte[]> changed = new ArrayList<>(good);
    byte[] last = good.get(good.size() - 1).clone();
    last[last.length / 2] ^= 1;
    changed.set(good.size() - 1, last);
    for (List<byte[]> wrong :
        List.of(List.<byte[]>of(), good.subList(0, 1), swapped, changed, chunks(SOMEWHERE + 4))) {
      assertThatThrownBy(() -> SnapshotState.restore(manifest, wrong, GENESIS, Files.KEYS))
          .isInstanceOf(MalformedException.class);
    }
  }

  /** A quorum may sign chunks that hold no state; then there is none, whoever signed. */
  @Test
  void signed_chunks_that_are_no_state_are_refused() {
    List<byte[]> good = chunks(SOMEWHERE);
    List<byte[]> half = good.subList(0, good.size() - 1);
    SnapshotManifest manifest =
        CHAIN.snapshot(
            CHAIN.played().get(SOMEWHERE - 1), half.stream().map(StateTree::digestOf).toList());
    assertThatThrownBy(() -> restore(manifest, half)).isInstanceOf(MalformedException.class);
  }
}

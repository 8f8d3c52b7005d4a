package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.SnapshotState;
import org.bitcraps.gateway.chain.Shelf;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a gateway shows as a snapshot is a quorum's and its own, whichever of both came first. */
class SnapshotsTest {

  private static final int INTERVAL = 2;
  private static final long PATIENCE_MS = 20_000;
  private static final KeyCheck ANY = key -> true;

  private final TestChain chain =
      new TestChain(
          1_320_000_000L, Parameters.defaults().with(Parameter.CHECKPOINT_INTERVAL, INTERVAL));
  private final List<String> split = new ArrayList<>();
  private final Shelf kept = new Shelf();
  private Snapshots snapshots;
  private Thread hashing;

  @BeforeEach
  void two_rounds_are_played() {
    for (int i = 0; i < 2; i++) {
      chain.openRound();
      chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, i)));
      chain.close();
      chain.roll();
    }
    begin(Optional.empty());
  }

  private void begin(Optional<Snapshots.Snapshot> begun) {
    snapshots =
        new Snapshots(
            chain.genesis(),
            TestChain.VERIFIER,
            begun,
            kept,
            reason -> {
              synchronized (split) {
                split.add(reason);
              }
            });
    hashing = Thread.ofPlatform().daemon().start(snapshots);
  }

  @AfterEach
  void close() throws InterruptedException {
    snapshots.close();
    hashing.join();
  }

  private FollowedBlock block(int sequence) {
    return chain.blocks().get(sequence - 1);
  }

  private Offer certified(int sequence) {
    return snapshots.certified(chain.checkpoint(block(sequence), 3).toWire());
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) throws InterruptedException {
    long endNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!condition.holds()) {
      assertThat(System.nanoTime() - endNs).as(what).isNegative();
      Thread.sleep(5);
    }
  }

  private void awaitShown(int sequence) throws InterruptedException {
    await(
        "snapshot " + sequence,
        () ->
            snapshots
                .latest()
                .filter(s -> s.manifest().sequence().value() == sequence)
                .isPresent());
  }

  private void restores(int sequence) {
    SnapshotManifest manifest = snapshots.latest().orElseThrow().manifest();
    SnapshotState.check(manifest, chain.genesis(), TestChain.VERIFIER);
    List<byte[]> chunks =
        manifest.chunks().stream().map(digest -> snapshots.chunk(digest).orElseThrow()).toList();
    ExecutedBlock state = SnapshotState.restore(manifest, chunks, chain.genesis(), ANY);
    assertThat(state.digest()).isEqualTo(block(sequence).executed().digest());
    assertThat(StateTree.of(state.ledger()).root())
        .isEqualTo(StateTree.of(block(sequence).executed().ledger()).root());
  }

  @Test
  void a_state_and_then_its_certificate_make_a_snapshot() throws Exception {
    for (int i = 1; i <= INTERVAL; i++) {
      snapshots.executed(block(i));
    }
    assertThat(snapshots.latest()).as("nobody has signed it").isEmpty();
    assertThat(certified(INTERVAL)).isEqualTo(Offer.TAKEN);
    assertThat(certified(INTERVAL)).as("a second validator says the same").isEqualTo(Offer.KNOWN);
    awaitShown(INTERVAL);
    restores(INTERVAL);
  }

  @Test
  void a_certificate_waits_for_its_state() throws Exception {
    assertThat(certified(2 * INTERVAL)).isEqualTo(Offer.TAKEN);
    assertThat(certified(INTERVAL)).as("an older one").isEqualTo(Offer.KNOWN);
    for (int i = 1; i <= 2 * INTERVAL; i++) {
      assertThat(snapshots.latest()).isEmpty();
      snapshots.executed(block(i));
    }
    awaitShown(2 * INTERVAL);
    restores(2 * INTERVAL);
  }

  @Test
  void who_began_with_one_can_end_when_the_next_is_there_but_not_for_ever() throws Exception {
    List<Digest> first = List.of();
    for (int n = 1; n <= 4; n++) {
      for (int i = (n - 1) * INTERVAL + 1; i <= n * INTERVAL; i++) {
        snapshots.executed(block(i));
      }
      certified(n * INTERVAL);
      awaitShown(n * INTERVAL);
      restores(n * INTERVAL);
      if (n == 1) {
        first = snapshots.latest().orElseThrow().manifest().chunks();
      }
      boolean kept = first.stream().allMatch(digest -> snapshots.chunk(digest).isPresent());
      assertThat(kept).as("the first one's chunks at the time of number " + n).isEqualTo(n <= 2);
    }
  }

  @Test
  void what_a_quorum_of_the_chain_did_not_sign_counts_for_nothing() throws Exception {
    snapshots.executed(block(INTERVAL));
    byte[] good = chain.checkpoint(block(INTERVAL), 3).toWire();
    byte[] changed = good.clone();
    changed[good.length - 1] ^= 1;
    assertThat(snapshots.certified(changed)).isEqualTo(Offer.UNCERTIFIED);
    assertThat(snapshots.certified(chain.checkpoint(block(INTERVAL), 2).toWire()))
        .isEqualTo(Offer.UNCERTIFIED);
    assertThat(snapshots.certified(new byte[] {1, 2, 3})).isEqualTo(Offer.MALFORMED);
    assertThat(snapshots.certified(block(INTERVAL).notice().toWire())).isEqualTo(Offer.MALFORMED);
    TestChain other = new TestChain(1_320_000L);
    other.openRound();
    QuorumCertificate<?> foreign = other.checkpoint(other.blocks().get(1), 3);
    assertThat(snapshots.certified(foreign.toWire())).isEqualTo(Offer.FOREIGN);
    assertThat(snapshots.latest()).isEmpty();
    assertThat(snapshots.certified(good)).as("the real one").isEqualTo(Offer.TAKEN);
    awaitShown(INTERVAL);
    assertThat(split).isEmpty();
  }

  @Test
  void a_quorums_state_that_is_not_ours_is_told_and_never_shown() throws Exception {
    snapshots.executed(block(INTERVAL));
    Digest wrong = StateTree.of(block(INTERVAL + 1).executed().ledger()).root();
    assertThat(snapshots.certified(chain.checkpoint(block(INTERVAL), wrong, 3).toWire()))
        .isEqualTo(Offer.TAKEN);
    await(
        "it is told",
        () -> {
          synchronized (split) {
            return !split.isEmpty();
          }
        });
    assertThat(split)
        .singleElement()
        .asString()
        .contains("block 2: a quorum signed state root " + wrong);
    assertThat(snapshots.latest()).isEmpty();
  }

  /** Who catches up from genesis goes past many checkpoints at once. */
  @Test
  void many_states_at_once_leave_the_last() throws Exception {
    for (FollowedBlock block : chain.blocks()) {
      snapshots.executed(block);
    }
    int last = chain.blocks().size() / INTERVAL * INTERVAL;
    certified(last);
    awaitShown(last);
    restores(last);
  }

  /** The gateway started again: it shows what it began with until it has a later one. */
  @Test
  void the_state_that_it_begins_with_is_shown_at_once() throws Exception {
    snapshots.executed(block(INTERVAL));
    certified(INTERVAL);
    awaitShown(INTERVAL);
    Snapshots.Snapshot former = snapshots.latest().orElseThrow();
    close();
    begin(Optional.of(former));
    restores(INTERVAL);
    assertThat(certified(INTERVAL)).isEqualTo(Offer.KNOWN);
    for (int i = INTERVAL + 1; i <= 2 * INTERVAL; i++) {
      snapshots.executed(block(i));
    }
    certified(2 * INTERVAL);
    awaitShown(2 * INTERVAL);
    restores(2 * INTERVAL);
  }

  /** One in so many blocks, counted from the last one of the life before. */
  @Test
  void some_are_kept_for_the_next_life() throws Exception {
    long apart = Snapshots.BLOCKS_APART;
    while (chain.blocks().size() < 2 * apart + INTERVAL) {
      chain.append(1);
    }
    show(apart - INTERVAL);
    show(apart);
    awaitKept(apart);
    show(apart + INTERVAL);
    close();
    begin(Optional.empty());
    show(2 * apart - INTERVAL);
    show(2 * apart);
    awaitKept(2 * apart);
    assertThat(kept.sequences().stream().map(SequenceNumber::value))
        .containsExactly(apart, 2 * apart);
    KeptStates.KeptState state = kept.read(new SequenceNumber(apart)).orElseThrow();
    SnapshotState.check(state.manifest(), chain.genesis(), TestChain.VERIFIER);
    assertThat(
            SnapshotState.restore(state.manifest(), state.chunks(), chain.genesis(), ANY).digest())
        .isEqualTo(block((int) apart).executed().digest());
  }

  private void show(long sequence) throws InterruptedException {
    snapshots.executed(block((int) sequence));
    certified((int) sequence);
    awaitShown((int) sequence);
  }

  private void awaitKept(long sequence) throws InterruptedException {
    await("kept " + sequence, () -> kept.read(new SequenceNumber(sequence)).isPresent());
  }
}

package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.pbft.StateTransfer.Answer;
import org.bitcraps.protocol.pbft.StateTransfer.Ask;
import org.junit.jupiter.api.Test;

/** Fetching state in chunks that prove themselves (PBFT02 §6.2.2, as DESIGN C7 has it). */
class StateTransferTest {

  private static final ReplicaId R1 = new ReplicaId(1);
  private static final ReplicaId R2 = new ReplicaId(2);
  private static final ReplicaId R3 = new ReplicaId(3);

  private final StoryChain chain = new StoryChain(new ReplicaId(0), 4, 2, 4, 512, false);
  private final HashChain execution = new HashChain();
  private StateTransfer transfer = new StateTransfer(execution, List.of(R1, R2, R3));

  StateTransferTest() {
    chain.define("b1", 1, "genesis", 0, List.of("A"));
    chain.define("b2", 2, "b1", 0, List.of("B"));
    chain.define("b3", 3, "b2", 0, List.of("C"));
    chain.define("b4", 4, "b3", 0, List.of("D"));
  }

  /** A state of some chunks, and the checkpoint that covers it. */
  private record State(PbftEntry.Anchored anchor, BlockNotice block, List<byte[]> chunks) {

    Digest root() {
      return anchor.certificate().statement().stateRoot();
    }
  }

  private State state(String block, String... chunks) {
    List<byte[]> contents = new ArrayList<>();
    for (String chunk : chunks) {
      contents.add(chunk.getBytes(StandardCharsets.UTF_8));
    }
    Digest root = execution.stateRoot(digests(contents));
    Statement.Checkpoint statement =
        new Statement.Checkpoint(
            chain.id(),
            Epoch.ZERO,
            chain.block(block).sequence(),
            chain.block(block).digest(),
            chain.root(chain.block(block)),
            root);
    List<Vote> votes = List.of(R1, R2, R3).stream().map(r -> chain.vote(r, statement)).toList();
    return new State(
        new PbftEntry.Anchored(
            chain.certified(block, 0), new QuorumCertificate<>(statement, votes)),
        chain.notice(block, 0),
        contents);
  }

  private List<Digest> digests(List<byte[]> chunks) {
    return chunks.stream().map(execution::chunkDigest).toList();
  }

  private static String[] numbered(int count) {
    String[] chunks = new String[count];
    for (int i = 0; i < count; i++) {
      chunks[i] = "chunk " + i;
    }
    return chunks;
  }

  /** Everything that is asked in the end was asked of somebody able, and answered by him. */
  private void answer(State state, List<Ask> asks, ReplicaId... silent) {
    for (Ask ask : asks) {
      if (List.of(silent).contains(ask.peer())) {
        continue;
      }
      switch (ask) {
        case Ask.ForBlock forBlock -> transfer.onBlock(ask.peer(), state.block());
        case Ask.ForChunks wanted -> {
          if (wanted.chunks().isEmpty()) {
            transfer.onList(ask.peer(), wanted.root(), digests(state.chunks()));
          }
          for (Digest digest : wanted.chunks()) {
            transfer.onChunk(ask.peer(), digest, content(state, digest));
          }
        }
      }
    }
  }

  private byte[] content(State state, Digest digest) {
    return state.chunks().get(digests(state.chunks()).indexOf(digest));
  }

  private static SortedMap<ReplicaId, Integer> chunksOfEach(List<Ask> asks) {
    SortedMap<ReplicaId, Integer> of = new TreeMap<>();
    for (Ask ask : asks) {
      if (ask instanceof Ask.ForChunks wanted && !wanted.chunks().isEmpty()) {
        of.merge(ask.peer(), wanted.chunks().size(), Integer::sum);
      }
    }
    return of;
  }

  private static List<Digest> chunksAsked(List<Ask> asks) {
    List<Digest> digests = new ArrayList<>();
    for (Ask ask : asks) {
      if (ask instanceof Ask.ForChunks wanted) {
        digests.addAll(wanted.chunks());
      }
    }
    return digests;
  }

  private void assertGathered(State state) {
    StateTransfer.Gathered gathered = transfer.gathered().orElseThrow();
    assertThat(gathered.target()).isEqualTo(state.anchor());
    assertThat(gathered.block()).isEqualTo(state.block());
    assertThat(gathered.chunks()).containsExactlyElementsOf(state.chunks());
  }

  @Test
  void listBlockAndChunksComeFromSeveralPeersAFewAtATime() {
    State state = state("b2", numbered(40));
    transfer.begin(state.anchor());
    List<Ask> first = transfer.asks();
    assertThat(first)
        .containsExactly(
            new Ask.ForChunks(R1, state.root(), List.of()),
            new Ask.ForBlock(R2, state.anchor().block().sequence()));
    assertThat(transfer.asks()).as("asked once").isEmpty();
    answer(state, first);
    int rounds = 0;
    for (List<Ask> asks = transfer.asks(); !asks.isEmpty(); asks = transfer.asks()) {
      assertThat(chunksOfEach(asks).values())
          .allSatisfy(of -> assertThat(of).isLessThanOrEqualTo(StateTransfer.OF_ONE_MAX));
      assertThat(chunksAsked(asks).size()).isLessThanOrEqualTo(StateTransfer.IN_FLIGHT_MAX);
      assertThat(transfer.gathered()).isEmpty();
      rounds++;
      assertThat(chunksOfEach(asks).keySet()).as("in turn").hasSizeGreaterThan(1);
      answer(state, asks);
    }
    assertThat(rounds).isEqualTo(4); // 40 chunks, 4 of each of 3 peers at a time.
    assertGathered(state);
    transfer.end();
    assertThat(transfer.isActive()).isFalse();
    assertThat(transfer.gathered()).isEmpty();
  }

  @Test
  void whatIsLostIsAskedOfAnotherAndWhatCameIsKept() {
    State state = state("b2", numbered(6));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    List<Ask> asks = transfer.asks();
    answer(state, asks, R2);
    List<Digest> lost = new ArrayList<>();
    asks.stream()
        .filter(ask -> ask.peer().equals(R2) && ask instanceof Ask.ForChunks)
        .forEach(ask -> lost.addAll(((Ask.ForChunks) ask).chunks()));
    assertThat(lost).isNotEmpty();
    assertThat(transfer.asks()).as("patience is the host's").isEmpty();
    transfer.turn();
    List<Ask> again = transfer.asks();
    assertThat(chunksAsked(again)).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(chunksOfEach(again)).doesNotContainKey(R2);
    answer(state, again);
    assertGathered(state);
  }

  /** All were silent: the network was, so all are asked again. */
  @Test
  void whenNobodyAnswersEverybodyIsAskedAgain() {
    State state = state("b2", numbered(12));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    assertThat(chunksOfEach(transfer.asks())).containsOnlyKeys(R1, R2, R3);
    transfer.turn();
    assertThat(chunksOfEach(transfer.asks())).containsOnlyKeys(R1, R2, R3);
  }

  @Test
  void aWrongChunkIsRefusedAndItsSenderAskedNoMore() {
    State state = state("b2", numbered(9));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    List<Ask> asks = transfer.asks();
    Ask.ForChunks ofOne =
        (Ask.ForChunks) asks.stream().filter(a -> a.peer().equals(R1)).findFirst().orElseThrow();
    Digest digest = ofOne.chunks().get(0);
    byte[] wrong = "chunk x".getBytes(StandardCharsets.UTF_8);
    assertThat(transfer.onChunk(R1, digest, wrong)).isEqualTo(Answer.WRONG);
    answer(state, asks, R1);
    for (int turn = 0; turn < 3; turn++) {
      List<Ask> more = transfer.asks();
      assertThat(more).noneMatch(ask -> ask.peer().equals(R1));
      answer(state, more);
      transfer.turn();
    }
    assertGathered(state);
  }

  @Test
  void aWrongListIsRefusedAndItsSenderAskedNoMore() {
    State state = state("b2", numbered(3));
    State other = state("b2", numbered(4));
    transfer.begin(state.anchor());
    assertThat(transfer.asks().get(0).peer()).isEqualTo(R1);
    assertThat(transfer.onList(R1, state.root(), digests(other.chunks()))).isEqualTo(Answer.WRONG);
    assertThat(transfer.onList(R1, other.root(), digests(other.chunks())))
        .as("of another state: late, no lie")
        .isEqualTo(Answer.UNSOLICITED);
    List<Ask> asks = transfer.asks();
    assertThat(asks).containsExactly(new Ask.ForChunks(R3, state.root(), List.of()));
    answer(state, asks);
    assertThat(transfer.asks()).noneMatch(ask -> ask.peer().equals(R1));
  }

  @Test
  void whatNobodyAskedForIsNotTaken() {
    State state = state("b2", numbered(3));
    byte[] stranger = "stranger".getBytes(StandardCharsets.UTF_8);
    Digest digest = execution.chunkDigest(stranger);
    assertThat(transfer.onChunk(R1, digest, stranger)).isEqualTo(Answer.UNSOLICITED);
    assertThat(transfer.onBlock(R1, state.block())).isEqualTo(Answer.UNSOLICITED);
    transfer.begin(state.anchor());
    assertThat(transfer.onChunk(R1, digest, stranger)).isEqualTo(Answer.UNSOLICITED);
    assertThat(transfer.onBlock(R1, state("b4", "x").block())).isEqualTo(Answer.UNSOLICITED);
    answer(state, transfer.asks());
    List<Ask> asks = transfer.asks();
    answer(state, asks);
    assertGathered(state);
    Digest first = digests(state.chunks()).get(0);
    assertThat(transfer.onChunk(R1, first, state.chunks().get(0)))
        .as("a copy")
        .isEqualTo(Answer.UNSOLICITED);
  }

  /** One that has no such state says so, and the next is asked at once. */
  @Test
  void whoHasNotGotItIsPassedOver() {
    State state = state("b2", numbered(3));
    transfer.begin(state.anchor());
    transfer.asks();
    assertThat(transfer.onList(R1, state.root(), List.of())).isEqualTo(Answer.UNSOLICITED);
    assertThat(transfer.asks()).containsExactly(new Ask.ForChunks(R3, state.root(), List.of()));
  }

  /**
   * On a busy chain a state is forgotten in the time it takes to notice that a peer is dead:
   * whoever begins with the next one must not ask the dead again (seed 11861861327 at 126589d).
   */
  @Test
  void whoWasSilentIsNotAskedForTheNextStateEither() {
    State state = state("b2", numbered(6));
    State later = state("b4", "a", "b", "c", "d", "e", "f");
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    answer(state, transfer.asks(), R3);
    transfer.turn();
    transfer.shown(later.anchor());
    for (ReplicaId peer : List.of(R1, R2)) {
      transfer.onList(peer, state.root(), List.of());
    }
    for (List<Ask> asks = transfer.asks(); !asks.isEmpty(); asks = transfer.asks()) {
      assertThat(asks).noneMatch(ask -> ask.peer().equals(R3));
      answer(later, asks, R3);
    }
    assertGathered(later);
  }

  /** One that answers all but one question would hold up each attempt as well as a dead one. */
  @Test
  void whoKeepsBackOneChunkRestsWhateverElseItGives() {
    State state = state("b2", numbered(9));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    List<Ask> asks = transfer.asks();
    answer(state, asks, R3);
    Ask.ForChunks kept =
        (Ask.ForChunks) asks.stream().filter(a -> a.peer().equals(R3)).findFirst().orElseThrow();
    assertThat(kept.chunks()).hasSizeGreaterThan(1);
    for (Digest digest : kept.chunks().subList(1, kept.chunks().size())) {
      assertThat(transfer.onChunk(R3, digest, content(state, digest))).isEqualTo(Answer.TAKEN);
    }
    transfer.turn();
    List<Ask> again = transfer.asks();
    assertThat(chunksAsked(again)).containsExactly(kept.chunks().get(0));
    assertThat(chunksOfEach(again)).doesNotContainKey(R3);
  }

  /** The state that nobody has any more is given up for a later one; equal chunks are kept. */
  @Test
  void aLaterCheckpointTakesOverWithWhatIsHeld() {
    State state = state("b2", "same", "old", "x", "y");
    State later = state("b4", "same", "new", "x", "z");
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    answer(state, transfer.asks(), R2);
    transfer.shown(later.anchor());
    assertThat(transfer.target()).contains(state.anchor());
    for (ReplicaId peer : List.of(R1, R2, R3)) {
      transfer.onList(peer, state.root(), List.of());
    }
    List<Ask> asks = transfer.asks();
    assertThat(transfer.target()).contains(later.anchor());
    answer(later, asks);
    List<Digest> rest = chunksAsked(transfer.asks());
    assertThat(rest)
        .contains(digests(later.chunks()).get(1), digests(later.chunks()).get(3))
        .hasSizeLessThan(4);
    for (Digest digest : rest) {
      transfer.onChunk(R3, digest, content(later, digest));
    }
    assertGathered(later);
  }

  /** A later one alone does not stop what goes on: else a busy chain would never be caught up. */
  @Test
  void aLaterCheckpointDoesNotDisturbWhatGoesOn() {
    State state = state("b2", numbered(30));
    State later = state("b4", numbered(31));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    transfer.shown(later.anchor());
    transfer.turn();
    answer(state, transfer.asks());
    transfer.turn();
    assertThat(transfer.target()).contains(state.anchor());
    transfer.turn();
    assertThat(transfer.target()).as("nothing came in a whole turn").contains(later.anchor());
  }

  @Test
  void aRestartGoesOnWithWhatWasHeld() {
    State state = state("b2", numbered(5));
    transfer.restore(
        state.anchor(),
        digests(state.chunks()),
        List.of(state.chunks().get(3), state.chunks().get(1)));
    List<Ask> asks = transfer.asks();
    assertThat(chunksAsked(asks))
        .containsExactlyInAnyOrder(
            digests(state.chunks()).get(0),
            digests(state.chunks()).get(2),
            digests(state.chunks()).get(4));
    answer(state, asks);
    assertGathered(state);
  }

  /** In vain for long enough, it stops; when a checkpoint is shown again it has what it had. */
  @Test
  void givesUpAndTakesUpAgain() {
    State state = state("b2", numbered(13));
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    answer(state, transfer.asks());
    for (int turn = 0; turn <= StateTransfer.IDLE_TURNS_MAX; turn++) {
      assertThat(transfer.isActive()).isTrue();
      transfer.asks();
      transfer.turn();
    }
    assertThat(transfer.isActive()).isFalse();
    transfer.begin(state.anchor());
    answer(state, transfer.asks());
    assertThat(chunksAsked(transfer.asks())).hasSize(1);
  }
}

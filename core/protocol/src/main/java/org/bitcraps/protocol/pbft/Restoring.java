package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.consensus.Snapshot;
import org.bitcraps.protocol.consensus.StateMismatchException;

/**
 * Going on from a checkpoint's state instead of from all blocks up to it (PBFT02 §6.2.2; C7), and
 * giving that state to who asks for it. For who is more than two checkpoint segments behind, or
 * gets the next block from nobody. What is fetched is journalled as it comes.
 *
 * <p>DEVIATION: PBFT02 fetches a hierarchy of partitions with the last checkpoint each changed in;
 * here the list of all chunks is known at once, and what did not change has the same digest.
 */
final class Restoring {

  private final PbftState state;
  private final Ordering ordering;
  private final CatchUp catchUp;
  private final Checkpoints checkpoints;
  private final StateTransfer transfer;

  /** The latest stable checkpoint that was shown, while it is ahead of us. */
  private Optional<PbftEntry.Anchored> shown = Optional.empty();

  Restoring(PbftState state, Ordering ordering, CatchUp catchUp, Checkpoints checkpoints) {
    this.state = state;
    this.ordering = ordering;
    this.catchUp = catchUp;
    this.checkpoints = checkpoints;
    List<ReplicaId> others = state.set.ids().stream().filter(id -> !id.equals(state.self)).toList();
    this.transfer = new StateTransfer(state.execution, others);
  }

  /** After a restart: this was being fetched, and these chunks were here. */
  void restore(PbftEntry.Fetching begun, List<byte[]> chunks) {
    if (begun.target().block().sequence().isAfter(state.chain.sequence())) {
      transfer.restore(begun.target(), begun.chunks(), chunks);
    }
  }

  /** Somebody shows a stable checkpoint of this chain; every signature in it was checked. */
  void onShown(PbftMessage.CheckpointShown message) {
    PbftEntry.Anchored anchor = new PbftEntry.Anchored(message.block(), message.certificate());
    if (transfer.isActive()) {
      transfer.shown(anchor);
    }
    SequenceNumber known = shown.map(s -> s.block().sequence()).orElse(state.chain.sequence());
    if (anchor.block().sequence().isAfter(known)) {
      shown = Optional.of(anchor);
    }
  }

  /** A list of chunks came. */
  Optional<Rejection> onList(PbftMessage.ChunkList message) {
    StateTransfer.Answer answer =
        transfer.onList(message.sender(), message.root(), message.chunks());
    if (answer == StateTransfer.Answer.TAKEN) {
      state.out.persist(new PbftEntry.Fetching(transfer.target().orElseThrow(), message.chunks()));
    }
    return rejection(answer);
  }

  /** A chunk came. */
  Optional<Rejection> onChunk(PbftMessage.Chunk message) {
    byte[] content = message.content();
    StateTransfer.Answer answer = transfer.onChunk(message.sender(), message.digest(), content);
    if (answer == StateTransfer.Answer.TAKEN) {
      state.out.persist(new PbftEntry.ChunkHeld(content));
    }
    return rejection(answer);
  }

  private static Optional<Rejection> rejection(StateTransfer.Answer answer) {
    return switch (answer) {
      case TAKEN -> Optional.empty();
      case UNSOLICITED -> Optional.of(Rejection.UNSOLICITED);
      case WRONG -> Optional.of(Rejection.WRONG_CHUNK);
    };
  }

  /** A certified block came: whether it is the one that is wanted. */
  boolean onBlock(PbftMessage.CertifiedBlockReply message) {
    return transfer.onBlock(message.sender(), message.notice()) == StateTransfer.Answer.TAKEN;
  }

  /** Time has passed: asks others for what has not come. */
  void turn() {
    boolean active = transfer.isActive();
    transfer.turn();
    if (active && !transfer.isActive()) {
      shown = Optional.empty(); // Until it is shown again, blocks are asked for.
    }
  }

  /**
   * In every step: begins, asks, and when all is here goes on from there.
   *
   * @return whether the chain has moved
   */
  boolean advance() {
    shown = shown.filter(s -> s.block().sequence().isAfter(state.chain.sequence()));
    if (transfer
        .target()
        .filter(t -> !t.block().sequence().isAfter(state.chain.sequence()))
        .isPresent()) {
      transfer.end(); // The blocks were quicker.
    }
    if (!transfer.isActive() && isWorthIt()) {
      transfer.begin(shown.get());
      state.out.observe(
          new Observation.FetchingState(state.chain.sequence(), shown.get().block().sequence()));
    }
    Optional<StateTransfer.Gathered> gathered = transfer.gathered();
    gathered.ifPresent(this::goOn);
    transfer.asks().forEach(this::ask);
    state.fetchingState = transfer.isActive();
    return gathered.isPresent();
  }

  private boolean isWorthIt() {
    return shown
        .filter(
            s -> state.isFar(state.chain.sequence(), s.block().sequence()) || catchUp.isStarved())
        .isPresent();
  }

  /** Everything is proven: this is the state that a quorum signed. */
  private void goOn(StateTransfer.Gathered gathered) {
    PbftEntry.Anchored anchor = gathered.target();
    Statement.Checkpoint certain = anchor.certificate().statement();
    Snapshot.Restored restored;
    try {
      restored =
          state.execution.restore(anchor.block().block(), certain.resultRoot(), gathered.chunks());
    } catch (MalformedException e) {
      // Each chunk is the one that a quorum signed: our own reading of it is wrong (X5).
      throw new IllegalStateException("the chunks of checkpoint " + certain.sequence(), e);
    }
    if (!restored.snapshot().root().equals(certain.stateRoot())) {
      throw new StateMismatchException(
          certain.sequence(), certain.stateRoot(), restored.snapshot().root());
    }
    for (BatchBody body : gathered.block().bodies()) {
      state.bodies.offer(body, false, true, state::isNamed, state.nowMs);
    }
    ordering.journalBodies(anchor.block().block());
    state.out.persist(anchor);
    state.out.commit(new CommittedBlock(ordering.notice(anchor.block()), restored.state(), true));
    ordering.jump(anchor.block(), restored.state());
    checkpoints.restoreAnchor(anchor, restored.snapshot());
    state.out.observe(new Observation.StateRestored(certain.sequence(), gathered.chunks().size()));
    transfer.end();
  }

  private void ask(StateTransfer.Ask ask) {
    switch (ask) {
      case StateTransfer.Ask.ForBlock wanted ->
          catchUp.askForBlocks(wanted.peer(), new BlockRequest(wanted.sequence(), 1));
      case StateTransfer.Ask.ForChunks wanted -> {
        byte[] signed =
            PbftMessage.ChunksWanted.signedBytes(
                state.chainId, state.self, wanted.peer(), wanted.root(), wanted.chunks());
        send(
            wanted.peer(),
            new PbftMessage.ChunksWanted(
                state.chainId,
                state.self,
                wanted.peer(),
                wanted.root(),
                wanted.chunks(),
                state.safety.request(signed)));
      }
    }
  }

  /** A peer asks for the list of a state's chunks, or for some of them. */
  void onChunksWanted(PbftMessage.ChunksWanted wanted) {
    state.peerHelpings.give(wanted.sender(), 0);
    boolean all = wanted.chunks().isEmpty();
    Optional<Snapshot> snapshot =
        all ? checkpoints.complete(wanted.root()) : checkpoints.snapshot(wanted.root());
    if (snapshot.isEmpty()) {
      list(wanted.sender(), wanted.root(), List.of());
      checkpoints.show(wanted.sender()); // A later one, if it is the past that is asked for.
    } else if (all) {
      list(wanted.sender(), wanted.root(), snapshot.get().chunks());
      long bytes = (long) Digest.BYTES * snapshot.get().chunks().size();
      state.peerHelpings.give(wanted.sender(), bytes);
    } else {
      for (Digest digest : wanted.chunks()) {
        snapshot.get().chunk(digest).ifPresent(chunk -> give(wanted.sender(), digest, chunk));
      }
    }
  }

  /**
   * All that who needs the stable checkpoint would be answered, whoever that will be: itself, its
   * block, the list of its chunks, and those.
   *
   * @param bytesMax of the state: of a larger one, nothing
   * @return none while not all of it is here
   */
  List<PeerMessage> handout(long bytesMax) {
    Optional<Snapshot> snapshot =
        checkpoints.stableSnapshot().filter(taken -> taken.bytes() <= bytesMax);
    List<PeerMessage> handout = new ArrayList<>();
    if (snapshot.isPresent()) {
      handout.addAll(checkpoints.answers());
    }
    if (handout.isEmpty()) {
      return handout;
    }
    List<Digest> chunks = snapshot.get().chunks();
    handout.add(list(snapshot.get().root(), chunks));
    for (Digest digest : chunks) {
      handout.add(chunk(digest, snapshot.get().chunk(digest).orElseThrow()));
    }
    return handout;
  }

  private void list(ReplicaId peer, Digest root, List<Digest> chunks) {
    send(peer, list(root, chunks));
  }

  private PbftMessage list(Digest root, List<Digest> chunks) {
    byte[] signed = PbftMessage.ChunkList.signedBytes(state.chainId, state.self, root, chunks);
    return new PbftMessage.ChunkList(
        state.chainId, state.self, root, chunks, state.safety.request(signed));
  }

  private void give(ReplicaId peer, Digest digest, byte[] chunk) {
    send(peer, chunk(digest, chunk));
    state.peerHelpings.give(peer, chunk.length);
  }

  private PbftMessage chunk(Digest digest, byte[] chunk) {
    byte[] signed = PbftMessage.Chunk.signedBytes(state.chainId, state.self, digest, chunk);
    return new PbftMessage.Chunk(
        state.chainId, state.self, digest, chunk, state.safety.request(signed));
  }

  private void send(ReplicaId peer, PeerMessage message) {
    state.out.send(new Outbound.ToPeers(new Recipient.One(peer), message));
  }
}

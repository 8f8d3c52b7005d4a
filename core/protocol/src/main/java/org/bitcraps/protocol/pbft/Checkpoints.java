package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.consensus.Snapshot;
import org.bitcraps.protocol.consensus.StateMismatchException;

/**
 * Signing and collecting checkpoints (PBFT02 §4.3, garbage collection; DESIGN C7).
 *
 * <p>DEVIATION: a checkpoint is signed over a certified block only, so a stable one proves order,
 * outcome and state, and moves no water mark: the window follows the last certified block (P3).
 *
 * <p>Bounds: two votes of each member, {@link #SNAPSHOTS_MAX} snapshots besides the one being made;
 * they share what did not change between them.
 */
final class Checkpoints {

  /** Bytes of state hashed in one step: about a millisecond. */
  private static final long BYTES_A_STEP = 512 << 10;

  private static final int VOTES_OF_EACH = 2;

  /** For who is fetching one of them while the chain goes on. */
  private static final int SNAPSHOTS_MAX = 4;

  private final PbftState state;
  private final SortedMap<ReplicaId, SortedMap<SequenceNumber, PbftMessage.Checkpoint>> votes =
      new TreeMap<>();

  /** The last checkpoint of each member that came after it was stable: again means it is asked. */
  private final SortedMap<ReplicaId, SequenceNumber> late = new TreeMap<>();

  private Optional<Work> work = Optional.empty();
  private Optional<Snapshot> snapshot = Optional.empty();

  /** The last ones, the latest at the end. */
  private final List<Taken> snapshots = new ArrayList<>();

  /** Where the journal begins, or was last offered to begin. */
  private SequenceNumber cutAt = SequenceNumber.ZERO;

  /** A state, and the block after which it is. */
  private record Taken(CertifiedBlock block, Snapshot snapshot) {}

  /** Our last one, as it was signed and journalled. */
  private Optional<PbftMessage.Checkpoint> own = Optional.empty();

  /** What the last snapshot says; ours, or what we would sign if we were not mute. */
  private Optional<Statement.Checkpoint> computed = Optional.empty();

  private Optional<QuorumCertificate<Statement.Checkpoint>> stable = Optional.empty();

  /** The block of a stable checkpoint, without its bodies: read once, however often it is shown. */
  private Optional<CertifiedBlock> stableBlock = Optional.empty();

  private final OncePerPeer shown;

  private record Work(PbftState.Boundary at, Snapshot.Making making) {}

  Checkpoints(PbftState state) {
    this.state = state;
    this.shown = new OncePerPeer(state, CatchUp.HELP_EVERY_MS);
  }

  /** The last stable checkpoint. */
  Optional<QuorumCertificate<Statement.Checkpoint>> stable() {
    return stable;
  }

  SequenceNumber stableSequence() {
    return stable.map(c -> c.statement().sequence()).orElse(SequenceNumber.ZERO);
  }

  /** Whether something has to be finished or sent again. */
  boolean isUnsettled() {
    return work.isPresent()
        || !state.boundaries.isEmpty()
        || own.filter(o -> o.statement().sequence().isAfter(stableSequence())).isPresent();
  }

  /** In every step: hashes a little of what is due, all of it if the next one is due already. */
  void advance() {
    make();
    stable
        .filter(s -> s.statement().sequence().isAfter(cutAt))
        .flatMap(this::taken)
        .ifPresent(taken -> {
          cutAt = stableSequence();
          PbftEntry.Anchored anchor = new PbftEntry.Anchored(taken.block(), stable.get());
          state.out.shorten(new JournalCut.At(anchor, taken.snapshot(), state.parameters));
        });
  }

  private Optional<Taken> taken(QuorumCertificate<Statement.Checkpoint> certificate) {
    return snapshots.stream()
        .filter(kept -> kept.block().sequence().equals(certificate.statement().sequence()))
        .filter(kept -> kept.snapshot().root().equals(certificate.statement().stateRoot()))
        .findFirst();
  }

  private void make() {
    while (work.isPresent() || !state.boundaries.isEmpty()) {
      if (work.isEmpty()) {
        PbftState.Boundary at = state.boundaries.remove(0);
        work = Optional.of(new Work(at, state.execution.snapshot(at.executed(), snapshot)));
      }
      long most = state.boundaries.isEmpty() ? BYTES_A_STEP : Long.MAX_VALUE;
      if (!work.get().making().advance(most)) {
        return;
      }
      finish(work.get());
      work = Optional.empty();
    }
  }

  private void finish(Work done) {
    Snapshot made = done.making().snapshot();
    Statement.Checkpoint statement =
        Statement.Checkpoint.of(done.at().block().certificate().statement(), made.root());
    keep(done.at().block(), made);
    computed = Optional.of(statement);
    stable.ifPresent(this::mustAgree);
    if (own.filter(o -> o.statement().sequence().equals(statement.sequence())).isPresent()) {
      if (!own.get().statement().equals(statement)) {
        throw new IllegalStateException(
            "checkpoint " + statement.sequence() + " was signed with another state root");
      }
      return; // Signed before a restart: the stored vote is sent again (P1).
    }
    Optional<Vote> vote = state.safety.checkpoint(statement, done.at().block().certificate());
    if (vote.isPresent()) {
      PbftMessage.Checkpoint message = new PbftMessage.Checkpoint(statement, vote.get());
      own = Optional.of(message);
      state.out.persist(new PbftEntry.CheckpointSigned(statement, vote.get()));
      state.out.broadcast(message);
      keep(message);
      count(statement);
    }
  }

  private void keep(CertifiedBlock block, Snapshot made) {
    snapshot = Optional.of(made);
    snapshots.add(new Taken(block, made));
    if (snapshots.size() > SNAPSHOTS_MAX) {
      snapshots.remove(0);
    }
  }

  /** The snapshot with this root, if it is one of the last. */
  Optional<Snapshot> snapshot(Digest root) {
    return taken(root).map(Taken::snapshot);
  }

  /** The same, if the block is kept too after which it is: one is of no use without the other. */
  Optional<Snapshot> complete(Digest root) {
    return taken(root)
        .filter(kept -> state.history.has(kept.block().sequence()))
        .map(Taken::snapshot);
  }

  private Optional<Taken> taken(Digest root) {
    return snapshots.stream().filter(kept -> kept.snapshot().root().equals(root)).findFirst();
  }

  /** A quorum's state is the state: whoever computed another one is wrong and stops (X5). */
  private void mustAgree(QuorumCertificate<Statement.Checkpoint> certificate) {
    Statement.Checkpoint theirs = certificate.statement();
    if (computed.filter(c -> c.sequence().equals(theirs.sequence())).isPresent()
        && !computed.get().equals(theirs)) {
      throw new StateMismatchException(
          theirs.sequence(), theirs.stateRoot(), computed.get().stateRoot());
    }
  }

  /** Another replica signed a checkpoint. */
  Optional<Rejection> onCheckpoint(PbftMessage.Checkpoint message) {
    Statement.Checkpoint statement = message.statement();
    if (!statement.chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    SequenceNumber sequence = statement.sequence();
    if (sequence.value() == 0
        || sequence.value() % state.parameters.get(Parameter.CHECKPOINT_INTERVAL) != 0) {
      return Optional.of(Rejection.OUTSIDE_WINDOW);
    }
    if (!sequence.isAfter(stableSequence())) {
      // The vote of one who was slower is late once; who sends it again has no certificate.
      if (sequence.equals(late.put(message.sender(), sequence))) {
        show(message.sender());
      }
      return Optional.empty();
    }
    Optional<Rejection> rejection = keep(message);
    if (rejection.isEmpty()) {
      count(statement);
    }
    return rejection;
  }

  private Optional<Rejection> keep(PbftMessage.Checkpoint message) {
    SortedMap<SequenceNumber, PbftMessage.Checkpoint> kept =
        votes.computeIfAbsent(message.sender(), sender -> new TreeMap<>());
    PbftMessage.Checkpoint before = kept.putIfAbsent(message.statement().sequence(), message);
    if (before != null) {
      return before.statement().equals(message.statement())
          ? Optional.empty()
          : Optional.of(Rejection.EQUIVOCATION);
    }
    if (kept.size() > VOTES_OF_EACH) {
      kept.remove(kept.firstKey());
    }
    return Optional.empty();
  }

  private void count(Statement.Checkpoint statement) {
    List<Vote> equal = new ArrayList<>();
    for (SortedMap<SequenceNumber, PbftMessage.Checkpoint> kept : votes.values()) {
      PbftMessage.Checkpoint vote = kept.get(statement.sequence());
      if (vote != null && vote.statement().equals(statement)) {
        equal.add(vote.vote());
      }
    }
    if (equal.size() >= state.set.quorum().size()) {
      adopt(new QuorumCertificate<>(statement, equal));
    }
  }

  /** Somebody shows a stable checkpoint; every signature in it was checked. */
  Optional<Rejection> onShown(PbftMessage.CheckpointShown message) {
    if (!message.certificate().statement().chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    if (message.certificate().statement().sequence().isAfter(stableSequence())) {
      adopt(message.certificate());
    }
    return Optional.empty();
  }

  private void adopt(QuorumCertificate<Statement.Checkpoint> certificate) {
    mustAgree(certificate);
    restoreStable(certificate);
    state.out.persist(new PbftEntry.CheckpointStable(certificate));
    state.out.send(new Outbound.StateToGateways(new Recipient.Gateways(), certificate));
    state.out.observe(
        new Observation.CheckpointStable(
            certificate.statement().sequence(), certificate.statement().stateRoot()));
  }

  /** What recovery does too. */
  void restoreStable(QuorumCertificate<Statement.Checkpoint> certificate) {
    stable = Optional.of(certificate);
    SequenceNumber next = certificate.statement().sequence().next();
    votes.values().forEach(kept -> kept.headMap(next).clear());
  }

  /** The state at this checkpoint came from a cut journal, or from others. */
  void restoreAnchor(PbftEntry.Anchored anchor, Snapshot made) {
    if (anchor.block().sequence().isAfter(stableSequence())) {
      restoreStable(anchor.certificate());
    }
    work = Optional.empty();
    keep(anchor.block(), made);
    computed = Optional.of(anchor.certificate().statement());
    stable.ifPresent(this::mustAgree);
  }

  /** The journal begins here. */
  void begun(PbftEntry.Anchored anchor) {
    cutAt = anchor.block().sequence();
  }

  /** After a restart: this was signed. */
  void restoreSigned(Statement.Checkpoint statement, Vote vote) {
    state.safety.restoreCheckpoint(statement);
    PbftMessage.Checkpoint message = new PbftMessage.Checkpoint(statement, vote);
    own = Optional.of(message);
    if (statement.sequence().isAfter(stableSequence())) {
      keep(message);
    }
  }

  /** Sends our stored vote again while no quorum is known. */
  void resend() {
    own.filter(o -> o.statement().sequence().isAfter(stableSequence()))
        .ifPresent(state.out::broadcast);
  }

  /**
   * Shows the stable checkpoint to one who lacks it, if we hold its block. Costs it nothing of what
   * it may be given: an old vote of its, sent by another, would use that up.
   */
  void show(ReplicaId peer) {
    if (stableBlock.filter(b -> b.sequence().equals(stableSequence())).isEmpty()) {
      stableBlock = block().map(BlockNotice::certified);
    }
    stableBlock
        .filter(b -> state.history.has(b.sequence()) && shown.take(peer))
        .map(this::shown)
        .ifPresent(m -> state.out.send(new Outbound.ToPeers(new Recipient.One(peer), m)));
  }

  /** A gateway that asks for the stable checkpoint's block gets its certificate too. */
  void onBlocksWanted(GatewayId gateway, BlockRequest request) {
    long ahead = stableSequence().value() - request.from().value();
    stable
        .filter(s -> ahead >= 0 && ahead < request.count())
        .ifPresent(
            s -> state.out.send(new Outbound.StateToGateways(new Recipient.ToGateway(gateway), s)));
  }

  private PbftMessage shown(CertifiedBlock block) {
    return new PbftMessage.CheckpointShown(state.self, block, stable.orElseThrow());
  }

  /** The block of the stable checkpoint, if it is kept. */
  private Optional<BlockNotice> block() {
    return stable.flatMap(s -> state.history.block(stableSequence()));
  }

  /** The stable checkpoint and its block, as whoever asks would be answered; none if not kept. */
  List<PbftMessage> answers() {
    return block()
        .map(b -> List.of(shown(b.certified()), new PbftMessage.CertifiedBlockReply(state.self, b)))
        .orElse(List.of());
  }

  /** The state at the stable checkpoint, if it is here. */
  Optional<Snapshot> stableSnapshot() {
    return stable.flatMap(this::taken).map(Taken::snapshot);
  }
}

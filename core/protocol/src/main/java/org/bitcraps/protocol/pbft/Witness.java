package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.NamedBlock;
import org.bitcraps.evidence.certificate.NewViewStatement;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Observation;

/**
 * Sees every message before anything acts on it, each signature in it checked, and keeps proof of
 * what no honest validator signs (DESIGN E1). Decides nothing: nobody is treated otherwise for what
 * is found (E2).
 *
 * <p>Watched are the votes of everybody else, also inside certificates and view-changes, in the
 * view before ours, ours and the next, for sequences from one pipeline below the last certified
 * block to two above; checkpoints from two intervals below it on; of each member the view-change
 * for the highest view, and its last new-views. Two contradicting messages that come while both are
 * watched, in one life of this replica, leave evidence. So a member fills what is kept of it and no
 * more, and can push out nothing.
 *
 * <p>Of each member one piece of each kind is kept, journalled and told: a second one proves
 * nothing more, and a liar must not fill the journal.
 */
final class Witness {

  private final PbftState state;
  private final SortedMap<ReplicaId, Testimony> testimonies = new TreeMap<>();

  /** By culprit and kind. */
  private final SortedMap<ReplicaId, SortedMap<Integer, Misbehaviour>> evidence = new TreeMap<>();

  Witness(PbftState state) {
    this.state = state;
  }

  /** A message of another replica, every signature in it checked. */
  void look(PbftMessage message) {
    switch (message) {
      case PbftMessage.PrePrepare m -> {
        prepared(m.statement(), List.of(m.vote()));
        oversized(m);
      }
      case PbftMessage.Prepare m -> {
        prepared(m.statement(), List.of(m.vote()));
        misplaced(m);
      }
      case PbftMessage.Commit m -> committed(m.statement(), List.of(m.vote()));
      case PbftMessage.ViewChange m -> left(m);
      case PbftMessage.NewView m -> {
        m.viewChanges().forEach(this::left);
        began(m);
      }
      case PbftMessage.Checkpoint m -> checkpointed(m.statement(), m.vote());
      case PbftMessage.CertifiedBlockReply m -> commits(m.notice().certified().certificate());
      case PbftMessage.CheckpointShown m -> {
        commits(m.block().certificate());
        QuorumCertificate<Statement.Checkpoint> stable = m.certificate();
        stable.votes().forEach(vote -> checkpointed(stable.statement(), vote));
      }
      case PbftMessage.Status m -> {}
      case PbftMessage.BodiesWanted m -> {}
      case PbftMessage.BlocksWanted m -> {}
      case PbftMessage.Bodies m -> {}
      case PbftMessage.StandingWanted m -> {}
      case PbftMessage.Standing m -> {}
      case PbftMessage.ChunksWanted m -> {}
      case PbftMessage.ChunkList m -> {}
      case PbftMessage.Chunk m -> {}
    }
  }

  private void commits(QuorumCertificate<Statement.Commit> certificate) {
    committed(certificate.statement(), certificate.votes());
  }

  private void prepared(Statement.Prepare statement, List<Vote> votes) {
    if (isWatched(statement)) {
      for (Vote vote : votes) {
        of(vote.signer()).flatMap(t -> t.prepared(statement, vote)).ifPresent(this::keep);
      }
    }
  }

  private void committed(Statement.Commit statement, List<Vote> votes) {
    if (isWatched(statement)) {
      for (Vote vote : votes) {
        of(vote.signer()).flatMap(t -> t.committed(statement, vote)).ifPresent(this::keep);
      }
    }
  }

  private void checkpointed(Statement.Checkpoint statement, Vote vote) {
    long interval = state.parameters.get(Parameter.CHECKPOINT_INTERVAL);
    SequenceNumber sequence = statement.sequence();
    boolean watched =
        statement.chain().equals(state.chainId)
            && sequence.value() % interval == 0
            && !lowestCheckpoint().isAfter(sequence)
            && !sequence.isAfter(highest());
    if (watched) {
      of(vote.signer()).flatMap(t -> t.checkpointed(statement, vote)).ifPresent(this::keep);
    }
  }

  private void left(PbftMessage.ViewChange message) {
    message.floor().ifPresent(floor -> commits(floor.certificate()));
    for (PreparedBlock block : message.prepared()) {
      prepared(block.certificate().statement(), block.certificate().votes());
    }
    if (message.chain().equals(state.chainId)) {
      ViewChangeStatement statement = PbftCodec.statementOf(message);
      of(message.sender()).flatMap(t -> t.left(statement)).ifPresent(this::keep);
    }
  }

  private void began(PbftMessage.NewView message) {
    if (message.chain().equals(state.chainId)) {
      NewViewStatement statement = PbftCodec.statementOf(message);
      of(message.sender())
          .flatMap(t -> t.began(statement, message.signature()))
          .ifPresent(this::keep);
    }
  }

  /** A block that names more bodies than one may. */
  private void oversized(PbftMessage.PrePrepare message) {
    if (message.block().chain().equals(state.chainId)
        && message.block().bodies().size() > state.parameters.getInt(Parameter.BLOCK_BODIES_MAX)) {
      broken(message.statement(), message.vote(), message.block());
    }
  }

  /** A vote for a block that is proposed here, at a place that is not the block's. */
  private void misplaced(PbftMessage.Prepare message) {
    Statement.Prepare statement = message.statement();
    for (Slot slot : state.slots.values()) {
      if (statement.chain().equals(state.chainId)
          && slot.block != null
          && slot.digest.equals(statement.block())
          && !slot.block.sequence().equals(statement.sequence())) {
        broken(statement, message.vote(), slot.block);
      }
    }
  }

  private void broken(Statement.Prepare statement, Vote vote, Block block) {
    NamedBlock named =
        new NamedBlock(
            block.chain(),
            block.epoch(),
            block.sequence(),
            block.timeMs(),
            block.parent(),
            block.bodies());
    of(vote.signer())
        .ifPresent(t ->
            keep(
                new Misbehaviour.BrokenProposal(
                    vote.signer(), statement, vote.signature(), named)));
  }

  /** What a member said, up to date; empty for ourselves: what we forgot is judged by P8. */
  private Optional<Testimony> of(ReplicaId signer) {
    if (signer.equals(state.self)) {
      return Optional.empty();
    }
    Testimony testimony = testimonies.computeIfAbsent(signer, id -> new Testimony());
    testimony.forget(lowestView(), lowest(), lowestCheckpoint());
    return Optional.of(testimony);
  }

  private boolean isWatched(Statement.InView statement) {
    return statement.chain().equals(state.chainId)
        && !lowestView().isAfter(statement.view())
        && !statement.view().isAfter(state.view.next())
        && !lowest().isAfter(statement.sequence())
        && !statement.sequence().isAfter(highest());
  }

  private View lowestView() {
    return new View(Math.max(0, state.view.value() - 1));
  }

  private SequenceNumber lowest() {
    return below(state.parameters.get(Parameter.PIPELINE_DEPTH));
  }

  private SequenceNumber lowestCheckpoint() {
    return below(2 * state.parameters.get(Parameter.CHECKPOINT_INTERVAL));
  }

  private SequenceNumber below(long distance) {
    return new SequenceNumber(Math.max(1, state.chain.sequence().value() - distance + 1));
  }

  private SequenceNumber highest() {
    return state.chain.sequence().plus(2 * state.parameters.get(Parameter.PIPELINE_DEPTH));
  }

  /** Something proven, here or where it was admitted: kept, journalled and told if it is new. */
  void keep(Misbehaviour proven) {
    if (!proven.culprit().equals(state.self) && restore(proven)) {
      state.out.persist(new PbftEntry.Incriminated(proven));
      state.out.observe(new Observation.Incriminated(proven));
    }
  }

  /**
   * What recovery does too.
   *
   * @return whether it is the first of its kind about that member
   */
  boolean restore(Misbehaviour proven) {
    return evidence
            .computeIfAbsent(proven.culprit(), id -> new TreeMap<>())
            .putIfAbsent(proven.offence().kind(), proven)
        == null;
  }

  /** All that is kept, by culprit and kind. */
  List<Misbehaviour> evidence() {
    List<Misbehaviour> all = new ArrayList<>();
    evidence.values().forEach(ofOne -> all.addAll(ofOne.values()));
    return all;
  }
}

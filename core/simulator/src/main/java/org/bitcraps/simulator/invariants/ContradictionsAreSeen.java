package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * E1: two messages that contradict each other, and that reach one honest validator in one of its
 * lives, leave evidence there with the second: votes of the view it is in or one beside it, from
 * one pipeline below its last certified block to two above; a commit and the first view-change for
 * the highest view, alone or in a new-view; two new-views of the highest view; and what is wrong by
 * itself at once.
 */
public final class ContradictionsAreSeen implements Invariant {

  private record Place(ReplicaId signer, int kind, View view, SequenceNumber sequence) {}

  /** One life of one validator. */
  private static final class Life {
    long view;
    long certified;
    final Map<Place, Object> heard = new HashMap<>();

    /** The commits among them, by who signed them. */
    final Map<ReplicaId, Map<Place, Statement.Commit>> commits = new HashMap<>();

    final Map<ReplicaId, ViewChangeStatement> left = new HashMap<>();
    final Map<ReplicaId, PbftMessage.NewView> began = new HashMap<>();
  }

  private static final int HEARD_MAX = 4_000;

  private final Genesis genesis;
  private final Verifier verifier;
  private final Map<ReplicaId, Life> lives = new HashMap<>();
  private final long depth;
  private final long interval;

  /** Judges by the genesis of the run. */
  public ContradictionsAreSeen(Genesis genesis, Verifier verifier) {
    this.genesis = genesis;
    this.verifier = verifier;
    this.depth = genesis.parameters().get(Parameter.PIPELINE_DEPTH);
    this.interval = genesis.parameters().get(Parameter.CHECKPOINT_INTERVAL);
  }

  @Override
  public void took(Validator validator, Input input, Output output) {
    Life life = lives.computeIfAbsent(validator.id(), id -> new Life());
    if (input instanceof Input.PeerArrived peer) {
      PbftMessage message = (PbftMessage) peer.message().value();
      contradicted(life, message)
          .ifPresent(kind ->
              require(
                  holds(validator, output, message.sender(), kind),
                  () ->
                      "validator %s does not see offence %d of %s: %s"
                          .formatted(validator.id(), kind, message.sender(), message)));
    }
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.Recovered recovered) {
        lives.put(validator.id(), new Life());
        life = lives.get(validator.id());
        life.view = recovered.view().value();
        life.certified = recovered.lastCertified().value();
      } else if (observation instanceof Observation.ViewEntered entered) {
        life.view = entered.view().value();
      } else if (observation instanceof Observation.StateRestored restored) {
        life.certified = restored.checkpoint().value();
      } else if (observation instanceof Observation.Certified certified) {
        life.certified = certified.sequence().value();
      }
    }
    if (life.heard.size() > HEARD_MAX) {
      Life now = life;
      life.heard.keySet().removeIf(place -> place.kind() != 4 && !isWatched(now, place));
      life.commits.values().forEach(of -> of.keySet().retainAll(now.heard.keySet()));
    }
  }

  @Override
  public void refused(Validator validator, byte[] bytes) {
    PbftCodec.refusedNewView(bytes, genesis.parameters())
        .filter(shown -> !shown.culprit().equals(validator.id()))
        .filter(shown ->
            shown.isProven(genesis.chainId(), genesis.replicaSet(), genesis.parameters(), verifier))
        .ifPresent(proven ->
            require(
                false, () -> "validator " + validator.id() + " throws evidence away: " + proven));
  }

  /** The kind of the offence that is complete with this message, if one must be seen. */
  private Optional<Integer> contradicted(Life life, PbftMessage message) {
    return switch (message) {
      case PbftMessage.PrePrepare m ->
          m.block().bodies().size() > genesis.parameters().get(Parameter.BLOCK_BODIES_MAX)
              ? Optional.of(7)
              : vote(life, m.sender(), 1, m.statement());
      case PbftMessage.Prepare m -> vote(life, m.sender(), 1, m.statement());
      case PbftMessage.Commit m -> {
        ViewChangeStatement left = life.left.get(m.sender());
        boolean forgotten =
            left != null
                && isWatched(life, place(m.sender(), 2, m.statement()))
                && left.forgets(m.statement());
        Optional<Integer> two = vote(life, m.sender(), 2, m.statement());
        yield two.isPresent() || !forgotten ? two : Optional.of(5);
      }
      case PbftMessage.Checkpoint m -> {
        long sequence = m.statement().sequence().value();
        boolean watched =
            sequence % interval == 0
                && sequence > life.certified - 2 * interval
                && sequence <= life.certified + 2 * depth;
        Place place = new Place(m.sender(), 4, View.ZERO, m.statement().sequence());
        yield watched ? said(life, place, m.statement()) : Optional.empty();
      }
      case PbftMessage.ViewChange m -> left(life, m);
      case PbftMessage.NewView m -> {
        // Also so a view-change is heard, and the first one for a view is the one that is kept.
        m.viewChanges().forEach(viewChange -> left(life, viewChange));
        yield began(life, m);
      }
      case PbftMessage.Status m -> Optional.empty();
      case PbftMessage.BodiesWanted m -> Optional.empty();
      case PbftMessage.BlocksWanted m -> Optional.empty();
      case PbftMessage.Bodies m -> Optional.empty();
      case PbftMessage.CertifiedBlockReply m -> Optional.empty();
      case PbftMessage.CheckpointShown m -> Optional.empty();
      case PbftMessage.StandingWanted m -> Optional.empty();
      case PbftMessage.Standing m -> Optional.empty();
      case PbftMessage.ChunksWanted m -> Optional.empty();
      case PbftMessage.ChunkList m -> Optional.empty();
      case PbftMessage.Chunk m -> Optional.empty();
    };
  }

  private Optional<Integer> vote(
      Life life, ReplicaId signer, int kind, Statement.InView statement) {
    Place place = place(signer, kind, statement);
    return isWatched(life, place) ? said(life, place, statement) : Optional.empty();
  }

  private static Place place(ReplicaId signer, int kind, Statement.InView statement) {
    return new Place(signer, kind, statement.view(), statement.sequence());
  }

  private static Optional<Integer> said(Life life, Place place, Object what) {
    Object before = life.heard.putIfAbsent(place, what);
    if (before == null && what instanceof Statement.Commit commit) {
      life.commits.computeIfAbsent(place.signer(), id -> new HashMap<>()).put(place, commit);
    }
    return before == null || before.equals(what) ? Optional.empty() : Optional.of(place.kind());
  }

  private Optional<Integer> left(Life life, PbftMessage.ViewChange message) {
    ViewChangeStatement statement = PbftCodec.statementOf(message);
    ViewChangeStatement before = life.left.get(message.sender());
    if (before == null || statement.view().isAfter(before.view())) {
      life.left.put(message.sender(), statement);
    }
    boolean forgets =
        life.commits.getOrDefault(message.sender(), Map.of()).entrySet().stream()
            .anyMatch(
                commit -> isWatched(life, commit.getKey()) && statement.forgets(commit.getValue()));
    return forgets ? Optional.of(5) : Optional.empty();
  }

  private static Optional<Integer> began(Life life, PbftMessage.NewView message) {
    PbftMessage.NewView before = life.began.get(message.sender());
    if (before == null || message.view().isAfter(before.view())) {
      life.began.put(message.sender(), message);
      return Optional.empty();
    }
    return message.view().equals(before.view())
            && !message.viewChanges().equals(before.viewChanges())
        ? Optional.of(3)
        : Optional.empty();
  }

  private boolean isWatched(Life life, Place place) {
    long view = place.view().value();
    long sequence = place.sequence().value();
    return view >= life.view - 1
        && view <= life.view + 1
        && sequence > 0
        && sequence > life.certified - depth
        && sequence <= life.certified + 2 * depth;
  }

  private static boolean holds(Validator validator, Output output, ReplicaId culprit, int kind) {
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.Incriminated found
          && is(found.proven(), culprit, kind)) {
        return true;
      }
    }
    return !validator.isAlive() // Who knows what it knew.
        || validator.status().evidence().stream().anyMatch(piece -> is(piece, culprit, kind));
  }

  private static boolean is(Misbehaviour piece, ReplicaId culprit, int kind) {
    return piece.culprit().equals(culprit) && piece.offence().kind() == kind;
  }
}

package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * P1, over all lives of a validator: one block per view and sequence, one outcome per block, one
 * view-change and one new-view per view, nothing new for a view below one that was given up or
 * voted in.
 */
public final class OneVote implements Invariant {

  private record Place(ReplicaId signer, View view, SequenceNumber sequence, String kind) {}

  private final Map<Place, Object> said = new HashMap<>();
  private final Map<ReplicaId, View> leftBelow = new HashMap<>();
  private final Map<ReplicaId, View> votedIn = new HashMap<>();
  private final Set<Vote> votes = new HashSet<>();

  @Override
  public void sent(Validator from, PbftMessage message) {
    switch (message) {
      case PbftMessage.PrePrepare m -> vote(from, m.statement(), m.vote(), "prepare");
      case PbftMessage.Prepare m -> vote(from, m.statement(), m.vote(), "prepare");
      case PbftMessage.Commit m -> vote(from, m.statement(), m.vote(), "commit");
      case PbftMessage.ViewChange m -> {
        once(new Place(from.id(), m.view(), SequenceNumber.ZERO, "view-change"), m.signature());
        leftBelow.merge(from.id(), m.view(), (a, b) -> b.isAfter(a) ? b : a);
      }
      case PbftMessage.NewView m -> {
        if (m.sender().equals(from.id())) {
          once(new Place(from.id(), m.view(), SequenceNumber.ZERO, "new-view"), m.signature());
        }
      }
      case PbftMessage.Status m -> {}
      case PbftMessage.BodiesWanted m -> {}
      case PbftMessage.BlocksWanted m -> {}
      case PbftMessage.Bodies m -> {}
      case PbftMessage.CertifiedBlockReply m -> {}
      case PbftMessage.Checkpoint m ->
          once(
              new Place(from.id(), View.ZERO, m.statement().sequence(), "checkpoint"),
              m.statement());
      case PbftMessage.CheckpointShown m -> {}
      case PbftMessage.StandingWanted m -> {}
      case PbftMessage.Standing m -> {}
      case PbftMessage.ChunksWanted m -> {}
      case PbftMessage.ChunkList m -> {}
      case PbftMessage.Chunk m -> {}
    }
  }

  private void vote(Validator from, Statement.InView statement, Vote vote, String kind) {
    if (votes.add(vote)) {
      View left = leftBelow.getOrDefault(from.id(), View.ZERO);
      require(
          !left.isAfter(statement.view()),
          "validator " + from.id() + " gave up on views below " + left + " and signs " + statement);
      View highest = votedIn.merge(from.id(), statement.view(), (a, b) -> b.isAfter(a) ? b : a);
      require(
          highest.equals(statement.view()),
          "validator " + from.id() + " voted in view " + highest + " and signs " + statement);
    }
    once(new Place(from.id(), statement.view(), statement.sequence(), kind), statement);
  }

  private void once(Place place, Object what) {
    Object before = said.putIfAbsent(place, what);
    require(before == null || before.equals(what), place + " signs " + before + " and " + what);
  }
}

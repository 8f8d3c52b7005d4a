package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Recipient;

/** What a primary proposes, and when (PBFT02 §4.3; DESIGN P5). */
final class Proposing {

  private final PbftState state;
  private final Ordering ordering;
  private final Fairness fairness;
  private final Turns turns;

  Proposing(PbftState state, Ordering ordering, Fairness fairness) {
    this.state = state;
    this.ordering = ordering;
    this.fairness = fairness;
    this.turns = new Turns(state.parameters);
  }

  /** As primary: proposes while there is something to order and room in the pipeline. */
  void propose() {
    while (state.isNormal() && state.isPrimary() && !ordering.isSplit() && !state.isBelowFloor()) {
      SequenceNumber last = state.lastProposed();
      SequenceNumber next = last.next();
      if (next.isAfter(state.highestSignable())) {
        return;
      }
      Slot below = state.slots.get(last);
      if (below != null && below.ownPrepare == null) {
        return; // What the new view named comes first.
      }
      Turns.Choice choice = turns.choose(state.bodies, state.inFlight()::contains, next);
      if (!isTimeFor(choice.bodies())
          || !proposeBlock(next, Optional.ofNullable(below), choice.bodies())) {
        return;
      }
      turns.served(choice);
    }
  }

  /** Cut early when the pipeline is idle, after the linger otherwise; empty when a phase is due. */
  private boolean isTimeFor(List<BodyPool.Held> chosen) {
    boolean idle = state.lastProposed().equals(state.chain.sequence());
    if (chosen.isEmpty()) {
      return (state.isPhaseDue() || state.isCheckpointWanted()) && idle;
    }
    return idle
        || chosen.size() == state.parameters.getInt(Parameter.BLOCK_BODIES_MAX)
        || chosen.stream()
            .anyMatch(body -> body.arrivedMs + state.pacing.lingerMs() <= state.nowMs);
  }

  private boolean proposeBlock(
      SequenceNumber sequence, Optional<Slot> below, List<BodyPool.Held> chosen) {
    List<Digest> digests = new ArrayList<>(chosen.size());
    chosen.forEach(held -> digests.add(held.body.body().digest()));
    long parentTimeMs = below.map(s -> s.block.timeMs()).orElse(state.chain.timeMs());
    Block block =
        new Block(
            state.chainId,
            state.epoch(),
            sequence,
            Math.max(parentTimeMs, state.nowMs),
            below.map(s -> s.digest).orElse(state.chain.digest()),
            digests);
    Slot slot = state.slot(sequence);
    slot.propose(block, true, state.nowMs);
    Statement.Prepare statement = state.prepareOf(slot);
    Optional<Vote> vote = state.safety.prepare(statement);
    if (vote.isEmpty()) {
      state.slots.remove(sequence);
      return false;
    }
    ordering.accepted(slot, statement, vote.get());
    state.out.broadcast(new PbftMessage.PrePrepare(state.view, block, vote.get()));
    state.out.observe(new Observation.Proposed(state.view, sequence, slot.digest, digests.size()));
    ordering.advance();
    return true;
  }

  /**
   * P5: a backup offers what it holds to the primary before it blames it for not ordering it: what
   * it would propose itself.
   */
  void offerToPrimary() {
    if (!state.isNormal() || state.isPrimary()) {
      return;
    }
    List<BodyPool.Held> chosen =
        turns
            .choose(state.bodies, state.inFlight()::contains, state.lastProposed().next())
            .bodies();
    if (!chosen.isEmpty()) {
      fairness.offered(chosen);
      state.out.send(
          new Outbound.ToPeers(
              new Recipient.One(state.set.primary(state.view)),
              new PbftMessage.Bodies(state.self, chosen.stream().map(held -> held.body).toList())));
    }
  }
}

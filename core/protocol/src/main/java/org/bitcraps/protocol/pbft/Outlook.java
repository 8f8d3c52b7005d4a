package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.ProposalPolicy;

/**
 * What a policy may know of a place in the order: the certified state, the blocks between that and
 * the place, all bodies of which are held, and what waits. Looked up when asked for.
 */
final class Outlook implements ProposalPolicy.Situation {

  private final PbftState state;
  private final SequenceNumber sequence;

  Outlook(PbftState state, SequenceNumber sequence) {
    this.state = state;
    this.sequence = sequence;
  }

  @Override
  public Executed certified() {
    return state.chain.state();
  }

  @Override
  public List<ProposalPolicy.Filled> below() {
    List<ProposalPolicy.Filled> below = new ArrayList<>();
    for (Slot slot : state.slots.headMap(sequence).values()) {
      below.add(new ProposalPolicy.Filled(slot.block, state.bodies.operations(slot.block)));
    }
    return below;
  }

  @Override
  public List<ProposalPolicy.Waiting> waiting() {
    List<BodyPool.Held> held = new ArrayList<>();
    for (BodyLane lane : state.bodies.lanes()) {
      if (lane.author().kind() == Author.Kind.VALIDATOR) {
        held.addAll(lane.bodies());
      }
    }
    if (held.isEmpty()) {
      return List.of();
    }
    NavigableSet<Digest> below = new TreeSet<>();
    for (Slot slot : state.slots.headMap(sequence).values()) {
      below.addAll(slot.block.bodies());
    }
    List<ProposalPolicy.Waiting> waiting = new ArrayList<>();
    for (BodyPool.Held body : held) {
      if (state.bodies.isProposable(body) && !below.contains(body.digest())) {
        waiting.add(new ProposalPolicy.Waiting(body.body.body(), relayedMs(body)));
      }
    }
    return waiting;
  }

  /** What is our own went to all when we made it. */
  private OptionalLong relayedMs(BodyPool.Held body) {
    return body.places.containsKey(new Author(Author.Kind.VALIDATOR, state.self.value()))
        ? OptionalLong.of(body.arrivedMs)
        : body.relayedMs;
  }

  /** What a policy says of a fresh proposal, all bodies of which are held. */
  ProposalPolicy.Verdict judge(Slot slot, long parentTimeMs) {
    boolean authorised = true;
    long bytes = 0;
    for (BodyPool.Held held : state.bodies.of(slot.block)) {
      authorised &= held.authorised;
      bytes += held.body.body().size();
    }
    return state.policy.judge(
        new ProposalPolicy.Proposal(
            new ProposalPolicy.Filled(slot.block, state.bodies.operations(slot.block)),
            parentTimeMs,
            slot.arrivedMs,
            state.nowMs,
            authorised,
            bytes),
        this);
  }
}

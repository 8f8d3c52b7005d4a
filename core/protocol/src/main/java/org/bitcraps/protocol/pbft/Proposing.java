package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.OwnOperations;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.Recipient;

/** What a primary proposes, and when (PBFT02 §4.3; DESIGN P5). */
final class Proposing {

  /** Reveals of one validator in one message: of so many tables at once. */
  private static final int RELAYED_MAX = 16;

  private final PbftState state;
  private final OwnOperations own;
  private final Ordering ordering;
  private final Fairness fairness;
  private final Turns turns;

  /** The last certified block when bodies were last offered. */
  private SequenceNumber offeredAt = SequenceNumber.ZERO;

  /** The certified block by whose state we last asked what we owe; empty to ask again. */
  private Optional<SequenceNumber> askedAt = Optional.empty();

  Proposing(PbftState state, OwnOperations own, Ordering ordering, Fairness fairness) {
    this.state = state;
    this.own = own;
    this.ordering = ordering;
    this.fairness = fairness;
    this.turns = new Turns(state.parameters);
  }

  /** Whatever we owe is asked for again: it may not have been held, or it was forgotten. */
  void askForOwn() {
    askedAt = Optional.empty();
  }

  /** R4: what we owe by a certified state is held before anything is proposed on top of it. */
  private void holdOwn() {
    if (askedAt.filter(state.chain.sequence()::equals).isPresent()) {
      return;
    }
    askedAt = Optional.of(state.chain.sequence());
    for (Body body :
        own.waiting(state.chain.state(), state.chain.last().map(CertifiedBlock::certificate))) {
      boolean named = state.isNamed(body.digest());
      state.bodies.offer(BatchBody.own(body), true, named, state::isNamed, state.nowMs);
    }
  }

  /** As primary: proposes while there is something to order and room in the pipeline. */
  void propose() {
    holdOwn();
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
      Optional<ProposalPolicy.Urgent> urgent =
          state.policy.urgent(
              new Outlook(state, next), timeMs(Optional.ofNullable(below)), state.nowMs);
      if (urgent.isPresent()) {
        long atMs = urgent.get().timeMs();
        if (!proposeBlock(next, Optional.ofNullable(below), atMs, urgent.get().bodies())) {
          return;
        }
        continue;
      }
      if (!state.allowance.allows(state.bytesUnderWay())) {
        return; // A certificate of what is under way brings us back here.
      }
      Turns.Choice choice =
          turns.choose(
              state.bodies, state.inFlight()::contains, next, state.allowance.blockBytes());
      if (!isTimeFor(choice.bodies()) || !proposeBlock(next, Optional.ofNullable(below), choice)) {
        return;
      }
      turns.served(choice);
    }
  }

  private boolean proposeBlock(SequenceNumber sequence, Optional<Slot> below, Turns.Choice choice) {
    List<Digest> digests = new ArrayList<>(choice.bodies().size());
    choice.bodies().forEach(held -> digests.add(held.digest()));
    return proposeBlock(sequence, below, Math.max(timeMs(below), state.nowMs), digests);
  }

  private long timeMs(Optional<Slot> below) {
    return below.map(s -> s.block.timeMs()).orElse(state.chain.timeMs());
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
      SequenceNumber sequence, Optional<Slot> below, long timeMs, List<Digest> digests) {
    Block block =
        new Block(
            state.chainId,
            state.epoch(),
            sequence,
            timeMs,
            below.map(s -> s.digest).orElse(state.chain.digest()),
            digests);
    Slot slot = state.slot(sequence);
    slot.propose(block, true, state.nowMs);
    slot.certifiedBytesBefore = state.allowance.certifiedBytes();
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
    holdOwn(); // Alone, a replica certifies what it proposes.
    return true;
  }

  /**
   * P5: a backup offers what it holds to the primary before it blames it for not ordering it: what
   * it would propose itself. While blocks are certified only the head of each lane, and operations:
   * the primary most likely holds the rest, and has enough to do.
   */
  void offerToPrimary() {
    if (!state.isNormal() || state.isPrimary()) {
      return;
    }
    boolean still = state.chain.sequence().equals(offeredAt);
    offeredAt = state.chain.sequence();
    List<BodyPool.Held> chosen = chosen(still ? Long.MAX_VALUE : 0);
    if (!chosen.isEmpty()) {
      fairness.offered(chosen);
      state.out.send(
          new Outbound.ToPeers(new Recipient.One(state.set.primary(state.view)), bodies(chosen)));
    }
    relayReveals();
  }

  /**
   * P5: who has given up a view alone hands the head of each lane and operations that it missed in
   * blocks to all others: maybe it alone was brought them, and the others have no reason to miss
   * anything. One body of a lane is reason enough; the rest the next primary is offered. What the
   * primary proposed goes with them, for a liar may have shown it to few. Again after the longest
   * timeout: it may be alone because nothing that it says arrives.
   */
  void offerToAll() {
    for (Slot slot : state.slots.values()) {
      if (slot.block != null && slot.fresh && slot.shown != null && isDue(slot.handedMs)) {
        slot.handedMs = OptionalLong.of(state.nowMs);
        state.out.broadcast(slot.shown);
      }
    }
    List<BodyPool.Held> offered = new ArrayList<>();
    for (BodyPool.Held body : chosen(0)) {
      if (isDue(body.handedMs)) {
        relayed(body);
        offered.add(body);
      }
    }
    if (!offered.isEmpty()) {
      state.out.send(new Outbound.ToPeers(new Recipient.Others(), bodies(offered)));
    }
  }

  private boolean isDue(OptionalLong handedMs) {
    return handedMs.isEmpty() || state.isOver(handedMs.getAsLong(), state.pacing.longestMs());
  }

  /** What it would propose itself in a block of so many bytes: heads and operations at least. */
  private List<BodyPool.Held> chosen(long bytes) {
    return turns
        .choose(state.bodies, state.inFlight()::contains, state.lastProposed().next(), bytes)
        .bodies();
  }

  private void relayed(BodyPool.Held body) {
    body.handedMs = OptionalLong.of(state.nowMs);
    body.relayedMs = OptionalLong.of(body.relayedMs.orElse(state.nowMs));
  }

  /**
   * R4: hands every reveal that is still in no block to all others, once in each view: so the next
   * primary has it too, and need not be blamed by those to whom a liar sent it.
   */
  private void relayReveals() {
    List<BodyPool.Held> relayed = new ArrayList<>();
    NavigableSet<Digest> named = state.inFlight();
    for (BodyLane lane : state.bodies.lanes()) {
      if (lane.author().kind() == Author.Kind.VALIDATOR
          && lane.author().id() != state.self.value()) { // Our own goes to all with our duties.
        relay(lane, named, relayed);
      }
    }
    if (!relayed.isEmpty()) {
      state.out.send(new Outbound.ToPeers(new Recipient.Others(), bodies(relayed)));
    }
  }

  /** The heads of a lane: no liar fills a message with its own only. */
  private void relay(BodyLane lane, NavigableSet<Digest> named, List<BodyPool.Held> into) {
    int left = RELAYED_MAX;
    for (BodyPool.Held body : lane.bodies()) {
      if (left > 0
          && body.handedMs.isEmpty()
          && body.body.body().operation() instanceof Operation.Reveal
          && state.bodies.isProposable(body)
          && !named.contains(body.digest())) {
        left--;
        relayed(body);
        into.add(body);
      }
    }
  }

  private PbftMessage.Bodies bodies(List<BodyPool.Held> held) {
    return new PbftMessage.Bodies(state.self, held.stream().map(h -> h.body).toList());
  }
}

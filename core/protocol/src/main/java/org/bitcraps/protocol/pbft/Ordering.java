package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.consensus.StateMismatchException;

/** The normal case (PBFT02 §4.3): pre-prepare, prepare, execute, commit, in order of sequence. */
final class Ordering {

  private final PbftState state;
  private final Fairness fairness;

  /** Set while f + 1 others certify other outcomes than ours (C6): we vote no more. */
  private boolean split;

  Ordering(PbftState state, Fairness fairness) {
    this.state = state;
    this.fairness = fairness;
  }

  /** Whether f + 1 others certify other outcomes than ours. */
  boolean isSplit() {
    return split;
  }

  /** A primary's proposal. */
  Optional<Rejection> onPrePrepare(PbftMessage.PrePrepare message) {
    Block block = message.block();
    if (!block.chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    if (!state.isInWindow(block.sequence()) || !block.sequence().isAfter(state.floor)) {
      return Optional.of(Rejection.OUTSIDE_WINDOW);
    }
    if (block.bodies().size() > state.parameters.getInt(Parameter.BLOCK_BODIES_MAX)) {
      return Optional.of(Rejection.OVER_LIMIT); // D2: nobody fetches what no block may name.
    }
    Slot slot = state.slot(block.sequence());
    if (!slot.add(message.statement(), message.vote())) {
      return Optional.of(Rejection.EQUIVOCATION);
    }
    if (slot.block == null && !slot.refused(message.statement().block())) {
      slot.propose(block, true, state.arrivedMs);
      slot.shown = message;
      slot.certifiedBytesBefore = state.allowance.certifiedBytes();
    }
    return Optional.empty();
  }

  /** A prepare vote of the current view. */
  Optional<Rejection> onPrepare(PbftMessage.Prepare message) {
    if (!message.statement().chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    if (!state.isInWindow(message.statement().sequence())) {
      return Optional.of(Rejection.OUTSIDE_WINDOW);
    }
    return state.slot(message.statement().sequence()).add(message.statement(), message.vote())
        ? Optional.empty()
        : Optional.of(Rejection.EQUIVOCATION);
  }

  /** A commit vote of the current view. */
  Optional<Rejection> onCommit(PbftMessage.Commit message) {
    if (!message.statement().chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    if (!state.isInWindow(message.statement().sequence())) {
      return Optional.of(Rejection.OUTSIDE_WINDOW);
    }
    return state.slot(message.statement().sequence()).add(message.statement(), message.vote())
        ? Optional.empty()
        : Optional.of(Rejection.EQUIVOCATION);
  }

  /** Does all that has become possible, slot by slot from the chain on. */
  void advance() {
    boolean moved = true;
    while (moved) {
      while (certifyNext()) {}
      if (state.isNormal()) {
        acceptInOrder();
        commitInOrder();
      }
      moved = certifyNext(); // Our own commit may have been the last one that was missing.
    }
  }

  /**
   * Appends the next block if q commits for it are here and we hold it.
   *
   * <p>DEVIATION: PBFT02 §4.3 asks that it be prepared here too, and §4.4 that who gives up on a
   * view accepts nothing more of it. A quorum of commits is certain for anybody, at any time.
   */
  private boolean certifyNext() {
    Slot slot = state.slots.get(state.chain.sequence().next());
    if (slot == null) {
      return false;
    }
    Optional<QuorumCertificate<Statement.Commit>> certificate = slot.certified();
    if (certificate.isEmpty() || slot.block == null) {
      return false;
    }
    if (!certificate.get().statement().block().equals(slot.digest)
        || !slot.block.parent().equals(state.chain.digest())
        || !state.bodies.missing(slot.block).isEmpty()) {
      return false; // What is certified is not what we hold: it is fetched.
    }
    certify(new CertifiedBlock(slot.block, certificate.get()), Optional.of(slot));
    return true;
  }

  /** Appends a certified block all bodies of which are held (P7: whatever we think of it). */
  void certify(CertifiedBlock certified, Optional<Slot> slot) {
    Block block = certified.block();
    Executed executed = slot.map(s -> s.executed).orElse(null);
    if (executed == null) {
      executed =
          state.execution.execute(state.chain.state(), block, state.bodies.operations(block));
    }
    Digest expected = certified.certificate().statement().resultRoot();
    if (!executed.resultRoot().equals(expected)) {
      throw new StateMismatchException(block.sequence(), expected, executed.resultRoot());
    }
    journalBodies(block);
    state.out.persist(new PbftEntry.Certified(certified));
    BlockNotice notice = notice(certified);
    state.allowance.certified(state.bodies.bytes(block));
    slot.ifPresent(this::timed);
    append(certified, executed);
    state.out.commit(new CommittedBlock(notice, executed));
    state.out.send(new Outbound.ToGateways(new Recipient.Gateways(), notice.brief()));
    state.out.observe(
        new Observation.Certified(
            certified.certificate().statement().view(),
            block.sequence(),
            block.digest(),
            slot.filter(s -> s.arrivedMs > 0).map(s -> state.nowMs - s.arrivedMs).orElse(-1L)));
  }

  /** A block that we saw from its proposal on says something about the primary of this view. */
  private void timed(Slot slot) {
    fairness.certified(slot);
    if (slot.fresh && slot.arrivedMs > 0 && state.isNormal()) {
      long tookMs = state.nowMs - slot.arrivedMs;
      state.latencies.certified(tookMs);
      state.allowance.took(slot.certifiedBytesBefore, tookMs);
    }
  }

  /** A certified block with its bodies, all of which are held. */
  BlockNotice notice(CertifiedBlock certified) {
    List<BatchBody> bodies = new ArrayList<>(certified.block().bodies().size());
    state.bodies.of(certified.block()).forEach(held -> bodies.add(held.body));
    return new BlockNotice(certified, bodies);
  }

  /** What recovery does too: the chain grows, all that was about the block is forgotten. */
  void append(CertifiedBlock certified, Executed executed) {
    state.chain.append(certified, executed);
    state.certified(certified, executed);
    decided(certified);
  }

  /** The state after a later block is here, without the blocks before it (C7). Recovery too. */
  void jump(CertifiedBlock certified, Executed executed) {
    state.chain.jump(certified, executed);
    state.gap = true;
    state.boundaries.clear();
    decided(certified);
    forgetSpent();
    fairness.beginAnew();
  }

  /** After blocks that were never here: whatever of the held bodies they may have ordered. */
  void forgetSpent() {
    Executed last = state.chain.state();
    NavigableSet<Digest> voted = state.voted();
    NavigableSet<Digest> named = state.inFlight();
    named.addAll(voted);
    state.bodies.forgetSpent(
        body -> state.execution.isSpent(last, body), named::contains, voted::contains);
  }

  /** All that was about this block and those below it is forgotten. */
  private void decided(CertifiedBlock certified) {
    SequenceNumber next = certified.sequence().next();
    state.slots.headMap(next).clear();
    state.prepared.headMap(next).clear();
    state.bodies.ordered(certified.block().bodies());
    state.safety.decided(certified.sequence());
    cutOffDeadBranch();
    state.bodies.settle(state.inFlight()::contains);
    state.failedViews = Math.max(0, state.failedViews - 1);
  }

  /**
   * What was proposed on top of another block than the one that is certain now is dead, and so is
   * all above it. Without this, late prepares for it would have it executed on the wrong state.
   * Recovery too: in a cut journal the votes stand behind the block that they do not follow.
   */
  void cutOffDeadBranch() {
    Digest parent = state.chain.digest();
    boolean dead = false;
    for (SequenceNumber sequence = state.chain.sequence().next();
        state.slots.containsKey(sequence);
        sequence = sequence.next()) {
      Slot slot = state.slots.get(sequence);
      if (slot.block == null && !dead) {
        return; // What lies above the gap is not known to be linked to anything yet.
      }
      dead = dead || !slot.block.parent().equals(parent);
      if (dead) {
        slot.cutOff();
      } else {
        parent = slot.digest;
      }
    }
  }

  /** Signs prepares for what is linked, complete and acceptable, in order (D1, P3). */
  private void acceptInOrder() {
    Digest parent = state.chain.digest();
    long parentTimeMs = state.chain.timeMs();
    for (SequenceNumber sequence = state.chain.sequence().next();
        !sequence.isAfter(state.highestSignable());
        sequence = sequence.next()) {
      Slot slot = state.slots.get(sequence);
      if (slot == null) {
        return;
      }
      slot.takeBackIfPrepared(parent);
      if (slot.block == null) {
        return;
      }
      if (slot.ownPrepare == null && !accept(slot, parent, parentTimeMs)) {
        return;
      }
      parent = slot.digest;
      parentTimeMs = slot.block.timeMs();
    }
  }

  private boolean accept(Slot slot, Digest parent, long parentTimeMs) {
    if (split) {
      return false;
    }
    if (!slot.block.parent().equals(parent)) {
      return refuse(slot, Rejection.BROKEN_LINK);
    }
    // P7: a prepared certificate overrides what we think of a fresh proposal.
    boolean fresh = slot.fresh && slot.prepared().isEmpty();
    if (fresh && repeats(slot.block)) {
      return refuse(slot, Rejection.REPEATED);
    }
    if (!state.bodies.missing(slot.block).isEmpty()) {
      return false; // D1; CatchUp asks for them.
    }
    if (fresh) {
      ProposalPolicy.Verdict verdict =
          new Outlook(state, slot.block.sequence()).judge(slot, parentTimeMs);
      switch (verdict.judgement()) {
        case ACCEPT -> {}
        case WAIT -> {
          return false;
        }
        case REFUSE -> {
          return refuse(slot, verdict.reason().orElseThrow());
        }
      }
    }
    Statement.Prepare statement = state.prepareOf(slot);
    Optional<Vote> vote = state.safety.prepare(statement);
    if (vote.isEmpty()) {
      return false;
    }
    accepted(slot, statement, vote.get());
    state.out.broadcast(new PbftMessage.Prepare(statement, vote.get()));
    return true;
  }

  /**
   * Whether a body of the block is ordered already, or will be by a block below. Such a block must
   * never be prepared: once the lower one is certified nobody holds the body, and nobody could
   * complete the upper one.
   */
  private boolean repeats(Block block) {
    SortedSet<Digest> below = new TreeSet<>();
    for (Slot slot : state.slots.headMap(block.sequence()).values()) {
      if (slot.block != null) {
        below.addAll(slot.block.bodies());
      }
    }
    return block.bodies().stream().anyMatch(d -> below.contains(d) || state.bodies.wasOrdered(d));
  }

  private boolean refuse(Slot slot, Rejection reason) {
    state.out.observe(new Observation.Refused(state.set.primary(state.view), reason));
    slot.refuse();
    return false;
  }

  /** Remembers and journals our prepare, with all it refers to. */
  void accepted(Slot slot, Statement.Prepare statement, Vote vote) {
    slot.ownPrepare = vote;
    slot.add(statement, vote);
    journalBodies(slot.block);
    state.out.persist(new PbftEntry.Accepted(state.view, slot.block, vote));
  }

  /** D1: what a vote refers to is journalled no later than the vote. */
  void journalBodies(Block block) {
    for (BodyPool.Held held : state.bodies.of(block)) {
      if (!held.journalled) {
        held.journalled = true;
        state.out.persist(new PbftEntry.BodyHeld(held.body.sealed()));
      }
    }
  }

  /**
   * C5: signs commits only while every slot from the chain on is prepared in this same view.
   *
   * <p>DEVIATION: in PBFT02 §4.3 each slot commits by itself, and execution comes after it. Here
   * the commit signs the outcome (C3), which is a function of all that is below.
   */
  private void commitInOrder() {
    Executed parent = state.chain.state();
    for (SequenceNumber sequence = state.chain.sequence().next(); ; sequence = sequence.next()) {
      Slot slot = state.slots.get(sequence);
      if (slot == null || slot.ownPrepare == null || slot.prepared().isEmpty()) {
        return;
      }
      if (slot.executed == null) {
        slot.executed =
            state.execution.execute(parent, slot.block, state.bodies.operations(slot.block));
      }
      checkRoots(slot);
      if (slot.ownCommit == null && !split) {
        commit(slot, slot.prepared().get());
      }
      parent = slot.executed;
    }
  }

  private void commit(Slot slot, QuorumCertificate<Statement.Prepare> prepared) {
    Statement.Commit statement =
        new Statement.Commit(
            state.chainId,
            state.epoch(),
            state.view,
            slot.block.sequence(),
            slot.digest,
            slot.executed.resultRoot());
    Optional<Vote> vote = state.safety.commit(statement, prepared);
    if (vote.isEmpty()) {
      return;
    }
    slot.ownCommit = new PbftMessage.Commit(statement, vote.get());
    slot.add(statement, vote.get());
    state.prepared.put(slot.block.sequence(), new PreparedBlock(slot.block, prepared));
    state.out.persist(new PbftEntry.CommitSigned(prepared, statement, vote.get()));
    state.out.broadcast(slot.ownCommit);
  }

  private void checkRoots(Slot slot) {
    if (split) {
      return;
    }
    slot.otherRoot(state.set.quorum().oneHonest())
        .ifPresent(theirs -> {
          split = true;
          state.out.observe(
              new Observation.ResultSplit(
                  slot.block.sequence(), slot.executed.resultRoot(), theirs));
        });
  }

  /**
   * Sends our votes for what is not certain yet once more: the stored ones, never new ones.
   *
   * <p>DEVIATION: PBFT02 §4 has receivers ask, with a status that names what they lack. Senders
   * know as well what is not certain, and a status then needs two numbers only.
   */
  void resend() {
    for (Slot slot : state.slots.values()) {
      if (slot.ownPrepare != null) {
        state.out.broadcast(
            slot.fresh && state.isPrimary()
                ? new PbftMessage.PrePrepare(state.view, slot.block, slot.ownPrepare)
                : new PbftMessage.Prepare(state.prepareOf(slot), slot.ownPrepare));
      }
      if (slot.ownCommit != null) {
        state.out.broadcast(slot.ownCommit);
      }
    }
  }
}

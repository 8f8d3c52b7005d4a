package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Snapshot;

/**
 * Replays a journal (P1). Nothing is signed: stored votes come back as they were, and limit what
 * may be signed next.
 */
final class Recovery {

  private final PbftState state;
  private final Ordering ordering;
  private final ViewChanging viewChanging;
  private final Checkpoints checkpoints;
  private final Witness witness;
  private final Restoring restoring;
  private final List<byte[]> chunks = new ArrayList<>();
  private Optional<PbftEntry.Fetching> fetching = Optional.empty();

  Recovery(
      PbftState state,
      Ordering ordering,
      ViewChanging viewChanging,
      Checkpoints checkpoints,
      Witness witness,
      Restoring restoring) {
    this.state = state;
    this.ordering = ordering;
    this.viewChanging = viewChanging;
    this.checkpoints = checkpoints;
    this.witness = witness;
    this.restoring = restoring;
  }

  /**
   * @throws IllegalStateException if the journal is of another chain or validator, or contradicts
   *     itself
   */
  void replay(List<byte[]> entries) {
    if (entries.isEmpty()) {
      // P8: what was signed before is not known; the next start must know that too.
      state.safety.mute();
      state.out.persist(new PbftEntry.OpenedMute(state.chainId, state.self));
      return;
    }
    PbftEntry first = PbftEntry.decode(entries.get(0), state.parameters);
    if (first.equals(new PbftEntry.OpenedMute(state.chainId, state.self))) {
      state.safety.mute();
    } else if (!first.equals(new PbftEntry.Opened(state.chainId, state.self))) {
      throw new IllegalStateException(
          "the journal begins with "
              + first
              + ", but this is validator "
              + state.self
              + " of chain "
              + state.chainId);
    }
    for (byte[] entry : entries.subList(1, entries.size())) {
      replay(PbftEntry.decode(entry, state.parameters));
    }
    ordering.cutOffDeadBranch();
    if (state.gap) {
      ordering.forgetSpent(); // A cut journal has the bodies, not the moment when this was done.
    }
    fetching.ifPresent(begun -> restoring.restore(begun, chunks));
  }

  private void replay(PbftEntry entry) {
    switch (entry) {
      case PbftEntry.Opened opened ->
          throw new IllegalStateException("the journal was opened twice");
      case PbftEntry.OpenedMute opened ->
          throw new IllegalStateException("the journal was opened twice");
      case PbftEntry.BodyHeld held -> {
        BatchBody body = held.body().open(state.parameters);
        state.bodies.offer(body, false, true, state::isNamed, state.nowMs);
        state.bodies.get(body.body().digest()).ifPresent(h -> h.journalled = true);
      }
      case PbftEntry.Accepted accepted -> accepted(accepted);
      case PbftEntry.CommitSigned signed -> commitSigned(signed);
      case PbftEntry.Certified certified -> certified(certified.block());
      case PbftEntry.ViewChangeSigned signed -> {
        state.safety.restoreViewChange(signed.message().view());
        viewChanging.restore(signed.message());
        state.failedViews++;
      }
      case PbftEntry.ViewEntered entered -> {
        if (entered.message().sender().equals(state.self)) {
          state.safety.restoreNewView(entered.message().view(), entered.message().signedBytes());
        }
        viewChanging.enter(entered.message());
      }
      case PbftEntry.Rotated rotated -> {
        if (state.view.isAfter(rotated.view()) || rotated.floor().isAfter(state.chain.sequence())) {
          throw new IllegalStateException(
              "view " + rotated.view() + " was entered at " + rotated.floor() + ", out of turn");
        }
        viewChanging.rotated(rotated.view(), rotated.floor());
      }
      case PbftEntry.CheckpointSigned signed ->
          checkpoints.restoreSigned(signed.statement(), signed.vote());
      case PbftEntry.CheckpointStable stable -> checkpoints.restoreStable(stable.certificate());
      case PbftEntry.ChunkHeld held -> chunks.add(held.chunk());
      case PbftEntry.Anchored anchor -> begin(anchor);
      case PbftEntry.Fetching begun -> fetching = Optional.of(begun);
      case PbftEntry.Ordered ordered -> state.bodies.ordered(ordered.bodies());
      case PbftEntry.Skipped skipped -> state.gap = true;
      case PbftEntry.Incriminated incriminated -> witness.restore(incriminated.evidence());
      case PbftEntry.Muted muted -> state.safety.mute();
      case PbftEntry.Unmuted unmuted -> {
        if (checkpoints.stable().isEmpty()) {
          throw new IllegalStateException("unmuted, but no checkpoint is stable");
        }
        state.safety.unmute(unmuted.lowest(), checkpoints.stable().get());
      }
    }
  }

  /**
   * The journal was cut, or the state was fetched: the state at a stable checkpoint stands for the
   * blocks up to it.
   */
  private void begin(PbftEntry.Anchored anchor) {
    Statement.Checkpoint certain = anchor.certificate().statement();
    if (fetching.isPresent()) {
      fetched(anchor);
      return;
    }
    if (state.history.last().compareTo(certain.sequence()) < 0) {
      throw new IllegalStateException(
          "the journal begins at block "
              + certain.sequence()
              + ", but the block store ends at "
              + state.history.last()
              + ": give the blocks back as they were; if they are lost, set journal and blocks"
              + " aside together, and start without: the validator then gets them from the others,"
              + " and signs nothing until a checkpoint decides what it had signed");
    }
    Snapshot.Restored restored = restored(anchor, chunks);
    chunks.clear();
    state.chain.jump(anchor.block(), restored.state());
    state.safety.decided(certain.sequence());
    checkpoints.restoreAnchor(anchor, restored.snapshot());
    checkpoints.begun(anchor);
  }

  private Snapshot.Restored restored(PbftEntry.Anchored anchor, List<byte[]> inOrder) {
    Statement.Checkpoint certain = anchor.certificate().statement();
    Snapshot.Restored restored;
    try {
      restored = state.execution.restore(anchor.block().block(), certain.resultRoot(), inOrder);
    } catch (MalformedException e) {
      throw new IllegalStateException("the journal begins with chunks of no state", e);
    }
    if (!restored.snapshot().root().equals(certain.stateRoot())) {
      throw new IllegalStateException(
          "the journal begins with another state than that of checkpoint " + certain.sequence());
    }
    return restored;
  }

  private void fetched(PbftEntry.Anchored anchor) {
    SortedMap<Digest, byte[]> held = new TreeMap<>();
    chunks.forEach(chunk -> held.put(state.execution.chunkDigest(chunk), chunk));
    List<byte[]> inOrder = new ArrayList<>();
    for (Digest digest : fetching.orElseThrow().chunks()) {
      byte[] chunk = held.get(digest);
      if (chunk == null) {
        throw new IllegalStateException(
            "the state of checkpoint " + anchor.block().sequence() + " was fetched, but not all");
      }
      inOrder.add(chunk);
    }
    Snapshot.Restored restored = restored(anchor, inOrder);
    chunks.clear();
    fetching = Optional.empty();
    if (anchor.block().sequence().isAfter(state.history.last())) {
      state.out.commit(new CommittedBlock(ordering.notice(anchor.block()), restored.state(), true));
    }
    ordering.jump(anchor.block(), restored.state());
    checkpoints.restoreAnchor(anchor, restored.snapshot());
  }

  private void accepted(PbftEntry.Accepted accepted) {
    Slot slot = state.slot(accepted.block().sequence());
    if (slot.ownPrepare == null) {
      // What the new-view named here may have been dead already when this was accepted.
      slot.propose(accepted.block(), true, state.nowMs);
    }
    Statement.Prepare statement = state.prepareOf(slot);
    if (!accepted.view().equals(state.view) || !slot.digest.equals(accepted.block().digest())) {
      throw new IllegalStateException(
          "block " + accepted.block().sequence() + " was accepted in a view not entered");
    }
    slot.ownPrepare = accepted.vote();
    slot.add(statement, accepted.vote());
    state.safety.restorePrepare(statement);
  }

  private void commitSigned(PbftEntry.CommitSigned signed) {
    Slot slot = state.slots.get(signed.statement().sequence());
    if (slot == null || !signed.statement().block().equals(slot.digest)) {
      throw new IllegalStateException(
          "a commit was signed for block "
              + signed.statement().sequence()
              + ", which was not accepted");
    }
    for (Vote vote : signed.prepared().votes()) {
      slot.add(signed.prepared().statement(), vote);
    }
    slot.ownCommit = new PbftMessage.Commit(signed.statement(), signed.vote());
    slot.add(signed.statement(), signed.vote());
    state.prepared.put(slot.block.sequence(), new PreparedBlock(slot.block, signed.prepared()));
    state.safety.restoreCommit(signed.statement());
  }

  private void certified(CertifiedBlock certified) {
    if (!state.bodies.missing(certified.block()).isEmpty()) {
      throw new IllegalStateException(
          "block " + certified.sequence() + " is certified, but a body of it is missing");
    }
    Executed executed =
        state.execution.execute(
            state.chain.state(), certified.block(), state.bodies.operations(certified.block()));
    Digest expected = certified.certificate().statement().resultRoot();
    if (!executed.resultRoot().equals(expected)) {
      throw new IllegalStateException(
          "block " + certified.sequence() + " executes to another result than its certificate's");
    }
    if (certified.sequence().isAfter(state.history.last())) {
      // The block store is not forced, so it may end before the journal: it gets these again.
      state.out.commit(new CommittedBlock(ordering.notice(certified), executed));
    }
    ordering.append(certified, executed);
  }
}

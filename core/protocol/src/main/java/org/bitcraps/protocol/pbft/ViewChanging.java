package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Observation.ViewChangeStarted.Reason;
import org.bitcraps.protocol.consensus.Rejection;

/** Replacing a primary (PBFT02 §4.4; DESIGN P2, P4), and taking turns (P9). */
final class ViewChanging {

  private final PbftState state;

  /** The latest view-change of each member, our own included: highest view only. */
  private final SortedMap<ReplicaId, PbftMessage.ViewChange> latest = new TreeMap<>();

  /** Whether q want the view that we want: what the new-view timer runs for. */
  private boolean newViewAwaited;

  ViewChanging(PbftState state) {
    this.state = state;
  }

  /** Gives up on every view below {@code target}. */
  void start(View wanted, Reason reason) {
    View target = state.safety.leastViewChange(wanted);
    Optional<CertifiedBlock> floor = state.chain.last();
    List<PreparedBlock> prepared = List.copyOf(state.prepared.values());
    byte[] message =
        PbftMessage.ViewChange.signedBytes(
            state.chainId, state.epoch(), state.self, target, floor, prepared);
    Optional<Signature> signature = state.safety.viewChange(target, message);
    if (signature.isEmpty()) {
      return;
    }
    PbftMessage.ViewChange viewChange =
        new PbftMessage.ViewChange(
            state.chainId, state.epoch(), state.self, target, floor, prepared, signature.get());
    state.out.persist(new PbftEntry.ViewChangeSigned(viewChange));
    state.out.broadcast(viewChange);
    state.out.observe(new Observation.ViewChangeStarted(state.view, target, reason));
    state.failedViews++;
    if (reason == Reason.NO_PROGRESS) {
      state.allowance.gaveUp();
    }
    restore(viewChange);
    afterVote();
  }

  /** What recovery does too: we want this view, and said so. */
  void restore(PbftMessage.ViewChange own) {
    state.changingTo = Optional.of(own.view());
    newViewAwaited = false;
    latest.put(state.self, own);
  }

  /** Another replica wants a view. */
  Optional<Rejection> onViewChange(PbftMessage.ViewChange message) {
    if (!message.chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    if (!message.view().isAfter(state.view)) {
      return Optional.of(Rejection.OLD_VIEW);
    }
    PbftMessage.ViewChange before = latest.get(message.sender());
    if (before != null && !message.view().isAfter(before.view())) {
      // An older one must not overwrite a newer one (PITFALLS A.3).
      return message.view().equals(before.view()) && !message.equals(before)
          ? Optional.of(Rejection.EQUIVOCATION)
          : Optional.empty();
    }
    latest.put(message.sender(), message);
    join();
    afterVote();
    return Optional.empty();
  }

  /**
   * P4: joins the (f + 1)-th highest of the members' latest views: an honest one is there.
   *
   * <p>DEVIATION: PBFT02 §4.5.2 joins the smallest of f + 1 views. The same with f + 1 of them;
   * with more, one laggard among them does not hold us back.
   */
  private void join() {
    List<View> views = latest.values().stream().map(PbftMessage.ViewChange::view).toList();
    state
        .reachedByAnHonestOne(views)
        .filter(target -> target.isAfter(state.changingTo.orElse(state.view)))
        .ifPresent(target -> start(target, Reason.OTHERS_MOVED));
  }

  /** With q for the wanted view: its primary begins it, the others start to wait for that. */
  private void afterVote() {
    if (state.changingTo.isEmpty()) {
      return;
    }
    View target = state.changingTo.get();
    List<PbftMessage.ViewChange> votes = new ArrayList<>();
    int atLeast = 0;
    for (PbftMessage.ViewChange viewChange : latest.values()) {
      if (viewChange.view().equals(target)) {
        votes.add(viewChange);
      }
      if (!target.isAfter(viewChange.view())) {
        atLeast++;
      }
    }
    int quorum = state.set.quorum().size();
    newViewAwaited |= atLeast >= quorum;
    if (votes.size() >= quorum && state.set.primary(target).equals(state.self)) {
      begin(target, votes.subList(0, quorum));
    }
  }

  private void begin(View target, List<PbftMessage.ViewChange> votes) {
    byte[] message =
        PbftMessage.NewView.signedBytes(state.chainId, state.epoch(), state.self, target, votes);
    Optional<Signature> signature = state.safety.newView(target, message);
    if (signature.isEmpty()) {
      return;
    }
    PbftMessage.NewView newView =
        new PbftMessage.NewView(
            state.chainId, state.epoch(), state.self, target, votes, signature.get());
    state.out.persist(new PbftEntry.ViewEntered(newView));
    state.out.broadcast(newView);
    enter(newView);
  }

  /** The primary of a view shows that it may begin. */
  Optional<Rejection> onNewView(PbftMessage.NewView message) {
    if (!message.chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    View least = state.changingTo.orElse(state.view.next());
    if (least.isAfter(message.view()) && !isWithoutNewView(message.view())) {
      return Optional.of(Rejection.OLD_VIEW);
    }
    state.out.persist(new PbftEntry.ViewEntered(message));
    enter(message);
    return Optional.empty();
  }

  /** P9: whether we are in this view by the certificate of the last one's end only. */
  private boolean isWithoutNewView(View view) {
    return state.isNormal()
        && view.equals(state.view)
        && view.isAfter(state.justification.map(PbftMessage.NewView::view).orElse(View.ZERO));
  }

  /**
   * What recovery does too: the view begins from what its new-view names. If it has begun by the
   * certificate of the last one's end, what the new-view names above that is proposed as well.
   *
   * <p>DEVIATION: the new-view of PBFT02 §4.4 carries the pre-prepares O, which backups compute to
   * check them. What is computed needs not be sent; so the primary prepares like everybody.
   */
  void enter(PbftMessage.NewView newView) {
    Floor floor = Floor.of(newView.viewChanges());
    if (newView.view().isAfter(state.view)) {
      begin(newView.view(), floor.sequence(), floor.highest());
    } else {
      // After a certificate it names nothing that changes this; who followed others learns it.
      SequenceNumber end = state.endAfter(floor.highest());
      state.end = end.isAfter(state.end) ? end : state.end;
    }
    state.justification = Optional.of(newView);
    floor.certain().forEach(this::repropose);
    floor.reproposed().forEach(this::repropose);
    state.bodies.settle(state.inFlight()::contains);
    state.out.observe(new Observation.ViewEntered(state.view, state.set.primary(state.view)));
  }

  private void begin(View view, SequenceNumber floor, SequenceNumber highest) {
    state.latencies.ended(state.set.primary(state.view), state.nowMs);
    state.view = view;
    state.floor = floor;
    state.end = state.endAfter(highest);
    state.safety.entered(view);
    state.slots.clear(); // C5: what was prepared in an older view does not count.
    if (state.changingTo.filter(wanted -> wanted.isAfter(view)).isEmpty()) {
      state.changingTo = Optional.empty();
      newViewAwaited = false;
    }
    latest.values().removeIf(v -> !v.view().isAfter(view));
  }

  /**
   * P9: the last slot of the view is certified, so nothing is left to propose again: the next view
   * begins without a new-view. A replica that has given up on that one too follows, and signs
   * nothing.
   *
   * <p>If that certificate is of a view before, the others came to this view later than we did: a
   * lying primary began that one with two new-views, and theirs ends it later. This view then
   * begins where they come to it (ADR 0014).
   *
   * @return whether a view began
   */
  boolean rotate() {
    boolean rotates = !state.end.isAfter(state.chain.sequence());
    if (rotates) {
      requireNothingBeyond();
      begin(state.view.isAfter(state.chain.view()) ? state.view : state.view.next(), state.end);
    }
    return rotates;
  }

  /** X5: whoever leaves a view like this forgets what it signed there: it must be decided. */
  private void requireNothingBeyond() {
    for (PreparedBlock open : state.prepared.tailMap(state.end.next()).values()) {
      if (open.view().equals(state.view)) {
        throw new OpenCommitException(state.view, state.end, open.block().sequence());
      }
    }
  }

  /** ADR 0014: others are in this view, and nothing that began it is missing here. */
  void follow(View view) {
    begin(view, state.chain.sequence());
  }

  private void begin(View view, SequenceNumber floor) {
    state.out.persist(new PbftEntry.Rotated(view, floor));
    rotated(view, floor);
  }

  /** What recovery does too: the view begins at this floor, which is certified. */
  void rotated(View view, SequenceNumber floor) {
    begin(view, floor, floor);
    state.bodies.settle(state.inFlight()::contains);
    state.out.observe(new Observation.ViewEntered(view, state.set.primary(view)));
  }

  private void repropose(Block block) {
    if (block.sequence().isAfter(state.chain.sequence())
        && state.slot(block.sequence()).ownPrepare == null) {
      state.slot(block.sequence()).propose(block, false, state.nowMs);
    }
  }

  /** The view that q want and that has not begun: its primary is timed. */
  Optional<View> awaited() {
    return newViewAwaited ? state.changingTo : Optional.empty();
  }

  /** No valid new-view came in time: the next primary gets its chance. */
  void onNewViewTimeout() {
    state.changingTo.ifPresent(target -> start(target.next(), Reason.NO_NEW_VIEW));
  }

  /** Whether we have given up a view, and too few others for all to join them (P4). */
  boolean isAlone() {
    return state.changingTo.isPresent() && latest.size() < state.set.quorum().oneHonest();
  }

  /** Sends the stored view-change once more. */
  void resend() {
    if (state.changingTo.isPresent()) {
      Optional.ofNullable(latest.get(state.self)).ifPresent(state.out::broadcast);
    }
  }

  /** Who wants a higher view, for status pages. */
  SortedMap<ReplicaId, View> wanted() {
    SortedMap<ReplicaId, View> wanted = new TreeMap<>();
    latest.forEach((id, viewChange) -> wanted.put(id, viewChange.view()));
    return wanted;
  }
}

package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;

/**
 * Following the others into a view that began without us, and for which there is no new-view (ADR
 * 0014): a lying primary may have begun the last view with two valid new-views, of which ours ends
 * it later than theirs (P9). One of f + 1 peers is honest, so the view has begun.
 *
 * <p>That is safe for whoever signed no commit above its last certified block. Of two quorums that
 * commit for one place some honest validator is in both; when it signed the second time it knew by
 * the first time's certificate, by the new-view, or by this rule, that the place was taken.
 */
final class Following {

  /**
   * So often peers are asked where they stand, for one view: some of f + 1 may be gone for good.
   */
  private static final int TURNS_MAX = 3;

  private final PbftState state;

  /** The highest view in which each peer was heard to be, by a vote or a status. */
  private final SortedMap<ReplicaId, View> heard = new TreeMap<>();

  /** Where each peer said it stands, the highest view only. */
  private final SortedMap<ReplicaId, PbftMessage.Status> told = new TreeMap<>();

  private View askedFor = View.ZERO;
  private int turns;

  Following(PbftState state) {
    this.state = state;
  }

  /** A peer signed something as a member of this view. */
  void heard(ReplicaId peer, View view) {
    heard.merge(peer, view, (a, b) -> b.isAfter(a) ? b : a);
  }

  /** A peer says where it stands. */
  void onStatus(PbftMessage.Status status) {
    heard(status.sender(), status.view());
    told.merge(status.sender(), status, (a, b) -> a.view().isAfter(b.view()) ? a : b);
  }

  /** Whether an honest peer is in a later view than we are or want, and it is worth asking. */
  boolean isBehind() {
    Optional<View> view = state.reachedByAnHonestOne(heard.values());
    return view.filter(v -> v.isAfter(state.changingTo.orElse(state.view))).isPresent()
        && (turns < TURNS_MAX || view.get().isAfter(askedFor));
  }

  /** Everybody was asked once more. */
  void asked() {
    if (isBehind()) {
      View view = state.reachedByAnHonestOne(heard.values()).orElseThrow();
      turns = view.isAfter(askedFor) ? 1 : turns + 1;
      askedFor = view;
    }
  }

  /**
   * The view to enter at our last certified block, if any: an honest peer is in it that has no
   * block which we lack (else that block may be what began it), nothing that we signed a commit for
   * is open, and we promised to sign nothing below a view beyond it.
   */
  Optional<View> next() {
    if (!state.prepared.isEmpty() || state.isBelowFloor()) {
      return Optional.empty();
    }
    List<View> views = new ArrayList<>();
    for (PbftMessage.Status status : told.values()) {
      if (status.view().isAfter(state.view)
          && !status.lastCertified().isAfter(state.chain.sequence())) {
        views.add(status.view());
      }
    }
    return state
        .reachedByAnHonestOne(views)
        .filter(view -> !state.changingTo.orElse(view).isAfter(view));
  }
}

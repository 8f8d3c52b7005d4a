package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Rejection;

/**
 * What a replica does that may have forgotten what it signed (DESIGN P8): it signs nothing until a
 * stable checkpoint decides everything it can have signed a commit for, and then only in views that
 * it cannot have voted in.
 *
 * <h2>Why the bound holds</h2>
 *
 * <p>While mute it counts as one of the f faulty, so at most f − 1 of the n − 1 others are. Suppose
 * it signed a commit for n. Then q replicas signed prepares for n, q − 1 others, at least (q − 1) −
 * (f − 1) = q − f of them honest; each prepares only up to its last certified + pipeline_depth
 * (P3), so it had certified n − pipeline_depth, and reports no less when asked later: what it
 * certified is durable. If r of the others answered, at most n − 1 − r of these are not among them.
 * So of the reports, sorted from the highest, number k = (q − f) − (n − 1 − r) is at least n −
 * pipeline_depth, and everything it signed a commit for is at or below that report +
 * pipeline_depth. For r = q this k is at least 2.
 *
 * <p>A liar cannot keep it mute: once every honest one answered, r ≥ n − f, and with j ≤ f − 1
 * liars among the r, k = q − f − (f − 1) + j > j, so some report at or above number k is honest.
 *
 * <p>The same count holds for views: it voted in v, or began v, only after q, q − 1 others, asked
 * for v or later, or voted in v − 1 for the block whose certificate begins v (P9: nothing above the
 * last slot of a view is signed in it or below, so that block was certified in v − 1 or asked for
 * there), or after an honest one had come to v like this, whom it followed. So it votes only in
 * views above report number k, and not in the first of these. A view-change it can have signed for
 * the second, for one asks for the view after one's own: for that view it signs none. A checkpoint
 * or commitment signed again says the same again.
 *
 * <p>DEVIATION: "any they report" (P8) would let one liar report the last view there is; the k-th
 * highest report is as safe.
 */
final class Amnesia {

  private final PbftState state;
  private final Checkpoints checkpoints;

  /** Fresh for this start, so that nobody can replay what was answered to an earlier one. */
  private final Digest challenge;

  /** The first answer of each: a later one is higher and bounds nothing better. */
  private final SortedMap<ReplicaId, PbftMessage.Standing> reports = new TreeMap<>();

  Amnesia(PbftState state, Checkpoints checkpoints, Digest challenge) {
    this.state = state;
    this.checkpoints = checkpoints;
    this.challenge = challenge;
  }

  /** Asks everybody where they stand, if we have to know. */
  void ask() {
    if (!state.safety.isMute()) {
      return;
    }
    SequenceNumber wanted = target().orElse(SequenceNumber.ZERO);
    byte[] signed =
        PbftMessage.StandingWanted.signedBytes(state.chainId, state.self, challenge, wanted);
    state.out.broadcast(
        new PbftMessage.StandingWanted(
            state.chainId, state.self, challenge, wanted, state.safety.request(signed)));
  }

  Optional<Rejection> onStanding(PbftMessage.Standing standing) {
    if (!state.safety.isMute()
        || !standing.chain().equals(state.chainId)
        || !standing.to().equals(state.self)
        || !standing.challenge().equals(challenge)
        || standing.sender().equals(state.self)) {
      return Optional.of(Rejection.UNSOLICITED);
    }
    boolean known = target().isPresent();
    reports.putIfAbsent(standing.sender(), standing);
    if (!known && target().isPresent()) {
      ask(); // Now with the checkpoint that we need.
    }
    return Optional.empty();
  }

  /** The checkpoint that decides what we can have signed; empty while too few have answered. */
  Optional<SequenceNumber> target() {
    List<SequenceNumber> certified = new ArrayList<>();
    reports.values().forEach(report -> certified.add(report.lastCertified()));
    certified.sort(null);
    long depth = state.parameters.get(Parameter.PIPELINE_DEPTH);
    return place()
        .map(certified::get)
        .filter(height -> height.value() <= Long.MAX_VALUE - depth) // Only a liar is that far.
        .map(height -> height.plus(depth));
  }

  /** Above every view that we can have voted in. */
  private Optional<View> lowest() {
    List<View> views = new ArrayList<>();
    reports.values().forEach(report -> views.add(report.view()));
    views.sort(null);
    return place()
        .map(views::get)
        .filter(view -> view.value() < Long.MAX_VALUE - 1)
        .map(view -> view.next().next());
  }

  private Optional<Integer> place() {
    return place(state.set.quorum(), reports.size());
  }

  /** Index, from the lowest, of the report that counts; empty while too few have answered. */
  static Optional<Integer> place(Quorum quorum, int reports) {
    int faultyOthers = Math.max(0, quorum.faulty() - 1);
    int k = (quorum.size() - 1 - faultyOthers) - (quorum.n() - 1 - reports);
    return reports < quorum.size() || k < 1 ? Optional.empty() : Optional.of(reports - k);
  }

  /** In every step: signs again when the rule allows it. */
  void advance() {
    Optional<SequenceNumber> target = target();
    Optional<View> lowest = lowest();
    if (!state.safety.isMute()
        || target.isEmpty()
        || lowest.isEmpty()
        || checkpoints.stable().isEmpty()) {
      return;
    }
    SequenceNumber stable = checkpoints.stableSequence();
    if (target.get().isAfter(stable) || stable.isAfter(state.chain.sequence())) {
      return;
    }
    state.safety.unmute(lowest.get(), checkpoints.stable().get());
    state.out.persist(new PbftEntry.Unmuted(lowest.get()));
    state.out.observe(new Observation.Unmuted(lowest.get(), stable));
  }

  /**
   * Looks for signatures of ours, all checked, that our journal does not know: then it is older
   * than they are.
   */
  void look(PbftMessage message) {
    if (!state.safety.isMute() && isForgotten(message)) {
      state.safety.mute();
      state.out.persist(new PbftEntry.Muted());
      state.out.observe(new Observation.Muted());
      reports.clear();
      ask();
    }
  }

  private boolean isForgotten(PbftMessage message) {
    return switch (message) {
      case PbftMessage.ViewChange m -> isForgotten(m);
      case PbftMessage.NewView m -> m.viewChanges().stream().anyMatch(this::isForgotten);
      case PbftMessage.CertifiedBlockReply m -> isForgotten(m.notice().certified().certificate());
      case PbftMessage.CheckpointShown m ->
          isForgotten(m.block().certificate())
              || (m.certificate().signers().contains(state.self)
                  && !state.safety.remembersCheckpoint(m.certificate().statement().sequence()));
      case PbftMessage.PrePrepare m -> false;
      case PbftMessage.Prepare m -> false;
      case PbftMessage.Commit m -> false;
      case PbftMessage.Status m -> false;
      case PbftMessage.BodiesWanted m -> false;
      case PbftMessage.BlocksWanted m -> false;
      case PbftMessage.Bodies m -> false;
      case PbftMessage.Checkpoint m -> false;
      case PbftMessage.StandingWanted m -> false;
      case PbftMessage.Standing m -> false;
      case PbftMessage.ChunksWanted m -> false;
      case PbftMessage.ChunkList m -> false;
      case PbftMessage.Chunk m -> false;
    };
  }

  private boolean isForgotten(PbftMessage.ViewChange viewChange) {
    return (viewChange.sender().equals(state.self)
            && !state.safety.remembersViewChange(viewChange.view()))
        || viewChange.floor().filter(floor -> isForgotten(floor.certificate())).isPresent()
        || viewChange.prepared().stream().anyMatch(block -> isForgotten(block.certificate()));
  }

  private boolean isForgotten(QuorumCertificate<? extends Statement.InView> certificate) {
    return certificate.signers().contains(state.self)
        && !state.safety.remembers(certificate.statement());
  }
}

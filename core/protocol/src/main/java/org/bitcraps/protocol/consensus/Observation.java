package org.bitcraps.protocol.consensus;

import java.util.List;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/** What people may want to know; no part of the protocol depends on anybody listening. */
public sealed interface Observation {

  /** A block was proposed by this replica. */
  record Proposed(View view, SequenceNumber sequence, Digest block, int bodies)
      implements Observation {}

  /**
   * A block was certified, so long after this replica first saw its proposal (−1: it never did).
   */
  record Certified(View view, SequenceNumber sequence, Digest block, long latencyMs)
      implements Observation {}

  /** This replica gave up on its view. */
  record ViewChangeStarted(View from, View to, Reason reason) implements Observation {

    /** Why. */
    public enum Reason {
      /** P5: something waited, and nothing was certified in time. */
      NO_PROGRESS,
      /** P5: the head of a lane was offered to the primary and passed over by too many blocks. */
      PASSED_OVER,
      /** P5: the primary takes much longer than others took from proposal to certificate. */
      SLOW,
      /** P4: no valid new-view came in time. */
      NO_NEW_VIEW,
      /** P4: f + 1 others are further. */
      OTHERS_MOVED
    }
  }

  /** A valid new-view was entered. */
  record ViewEntered(View view, ReplicaId primary) implements Observation {}

  /** Something was refused. */
  record Refused(ReplicaId sender, Rejection rejection) implements Observation {}

  /** f + 1 others have another result root for a block (C6): this replica votes no more. */
  record ResultSplit(SequenceNumber sequence, Digest ours, Digest theirs) implements Observation {}

  /** This replica is behind and asks {@code peer} for blocks. */
  record CatchingUp(SequenceNumber from, SequenceNumber to, ReplicaId peer)
      implements Observation {}

  /**
   * The journal of this replica is missing, or older than what it signed: it executes and serves,
   * and signs nothing (P8).
   */
  record Muted() implements Observation {}

  /**
   * What was forgotten is decided by the checkpoint: this replica signs again, in views from {@code
   * lowest} on (P8).
   */
  record Unmuted(View lowest, SequenceNumber checkpoint) implements Observation {}

  /** This replica is too far behind for blocks: it fetches the state of a checkpoint (C7). */
  record FetchingState(SequenceNumber from, SequenceNumber checkpoint) implements Observation {}

  /** The state of a checkpoint is here, whole and proven; the chain goes on from there (C7). */
  record StateRestored(SequenceNumber checkpoint, int chunks) implements Observation {}

  /** A quorum signed the same state (C7). */
  record CheckpointStable(SequenceNumber sequence, Digest stateRoot) implements Observation {}

  /** Another validator is proven guilty, for the first time of this kind (E1). */
  record Incriminated(Misbehaviour proven) implements Observation {}

  /** Where this replica stands; after recovery and on every change of view. */
  record Recovered(View view, SequenceNumber lastCertified, List<ReplicaId> members)
      implements Observation {}
}

package org.bitcraps.evidence.certificate;

import java.util.Optional;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Which set signs which stretch of the chain (DESIGN C2, E3), as far as its owner has verified it.
 * Starts with genesis: epoch 0 from sequence 1 on.
 */
public final class EpochChain {

  private final ReplicaSet first;

  private EpochChain(ReplicaSet first) {
    this.first = first;
  }

  /** The chain of epochs that genesis begins. */
  public static EpochChain from(Genesis genesis) {
    return new EpochChain(genesis.replicaSet());
  }

  /** The set that may certify {@code sequence} in {@code epoch}; empty if none may. */
  public Optional<ReplicaSet> set(Epoch epoch, SequenceNumber sequence) {
    return epoch.equals(first.epoch()) && sequence.isAfter(SequenceNumber.ZERO)
        ? Optional.of(first)
        : Optional.empty();
  }
}

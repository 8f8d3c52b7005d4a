package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * A quorum certified another outcome than ours for the same block (DESIGN C6): our execution is
 * wrong, or more than f validators are. The replica must stop (X5).
 */
public final class StateMismatchException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** What the quorum certified, and what this replica computed. */
  public StateMismatchException(SequenceNumber sequence, Digest expected, Digest actual) {
    super(
        "block "
            + sequence
            + ": the quorum certified result root "
            + expected
            + ", execution here gave "
            + actual);
  }
}

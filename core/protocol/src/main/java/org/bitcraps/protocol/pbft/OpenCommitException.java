package org.bitcraps.protocol.pbft;

import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/**
 * A view ends below a block for which this replica signed a commit in it, and whose fate is open
 * (P9, ADR 0014): whoever left the view now could help another block to be certified there. The
 * replica must stop (X5): its journal lost what said where the view ends, or more than f validators
 * are faulty.
 */
public final class OpenCommitException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** The view and its end, and the block beyond. */
  OpenCommitException(View view, SequenceNumber end, SequenceNumber open) {
    super("view " + view + " ends at " + end + ", and a commit of it for " + open + " is open");
  }
}

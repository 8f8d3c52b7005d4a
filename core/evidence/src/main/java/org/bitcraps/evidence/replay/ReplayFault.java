package org.bitcraps.evidence.replay;

import java.util.Optional;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Where and why a replay stopped.
 *
 * @param block the block it was about; 0 for the header
 * @param field what is wrong in it, like {@code bodies[2].bets[5].signature}
 * @param detail for people
 */
public record ReplayFault(ReplayReason reason, SequenceNumber block, String field, String detail) {

  static Optional<ReplayFault> of(
      ReplayReason reason, SequenceNumber block, String field, String detail) {
    return Optional.of(new ReplayFault(reason, block, field, detail));
  }
}

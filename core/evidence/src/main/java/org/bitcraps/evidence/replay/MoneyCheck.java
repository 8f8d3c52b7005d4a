package org.bitcraps.evidence.replay;

import java.util.Optional;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * All money of a ledger is there (DESIGN B2): counted from the single accounts and bets, so an
 * error that the running totals of every validator share with ours would show here.
 */
final class MoneyCheck {

  private MoneyCheck() {}

  /** What is wrong after that block; empty if nothing. */
  static Optional<ReplayFault> fault(SequenceNumber block, Ledger ledger) {
    try {
      ledger.recount();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return broken(block, e);
    }
  }

  /** What execution itself noticed. */
  static Optional<ReplayFault> broken(SequenceNumber block, IllegalStateException e) {
    return ReplayFault.of(
        ReplayReason.MONEY_NOT_CONSERVED, block, "money", String.valueOf(e.getMessage()));
  }
}

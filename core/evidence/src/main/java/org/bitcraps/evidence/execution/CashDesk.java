package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.operation.PlayerOrder;

/** Orders that move chips between accounts. */
final class CashDesk {

  private final LedgerDraft draft;

  CashDesk(LedgerDraft draft) {
    this.draft = draft;
  }

  /** Play money out of the treasury; begins the account if need be (DESIGN G1, G2). */
  Answer grant(Claim claim) {
    if (!draft.before().has(Genesis.Flag.FAUCET)) {
      return Answer.of(Outcome.FAUCET_OFF);
    }
    if (claim.amount() == 0) {
      return Answer.of(Outcome.AMOUNT_INVALID);
    }
    long most = draft.before().parameters().get(Parameter.FAUCET_GRANT_MAX);
    if (claim.amount() > most) {
      return Answer.of(Outcome.FAUCET_LIMIT, most);
    }
    if (claim.amount() > draft.treasury()) {
      return Answer.of(Outcome.TREASURY_SHORT, draft.treasury());
    }
    draft.takeFromTreasury(claim.amount());
    draft.credit(claim.account(), claim.amount());
    // Admission has just checked the key, and could not note it on an account that did not exist.
    AccountDraft account = draft.open(claim.account());
    account.set(account.now().withKey(Account.KeyStatus.VALID));
    return Answer.done();
  }

  /** Chips for another account; begins it if need be. */
  Answer transfer(Claim claim, PlayerOrder.Transfer transfer) {
    if (claim.amount() == 0) {
      return Answer.of(Outcome.AMOUNT_INVALID);
    }
    if (transfer.to().equals(claim.account())) {
      return Answer.of(Outcome.SELF_TRANSFER);
    }
    if (claim.amount() > draft.account(claim.account()).orElseThrow().balance()) {
      return Answer.of(Outcome.FUNDS, claim.amount());
    }
    draft.debit(claim.account(), claim.amount());
    draft.credit(transfer.to(), claim.amount());
    return Answer.done();
  }
}

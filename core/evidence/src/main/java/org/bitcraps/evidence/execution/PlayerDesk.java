package org.bitcraps.evidence.execution;

import java.util.Optional;
import java.util.function.Supplier;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.wire.HashWriter;

/**
 * Takes every order of a player through the same steps: admission, effect, nonce, receipt (DESIGN
 * B1, B6). Total: whatever is ordered, the answer is a receipt.
 *
 * <p>Admission in this order: chain, account, nonce, expiry, key. What fails up to the nonce uses
 * none (see {@link Outcome#usesNonce}). No signature is looked at: that was the voters' business
 * (P7).
 */
final class PlayerDesk {

  private final LedgerDraft draft;
  private final BetDesk bets;
  private final CashDesk cash;
  private final HashWriter hash = new HashWriter();

  PlayerDesk(LedgerDraft draft) {
    this.draft = draft;
    this.bets = new BetDesk(draft);
    this.cash = new CashDesk(draft);
  }

  /** A bet of a batch. */
  void place(Wager wager) {
    Claim claim = Claim.of(wager, hash);
    answer(claim, () -> bets.place(claim, wager));
  }

  /** An order that is not a bet. */
  void order(PlayerOrder order) {
    switch (order) {
      case PlayerOrder.ChangeBet change -> {
        long round = draft.table(change.table()).map(t -> t.round().number()).orElse(0L);
        Claim claim = Claim.of(order, round, hash);
        answer(claim, () -> bets.change(claim, change));
      }
      case PlayerOrder.FaucetGrant grant -> {
        Claim claim = Claim.of(order, 0, hash);
        answer(claim, () -> cash.grant(claim));
      }
      case PlayerOrder.Transfer transfer -> {
        Claim claim = Claim.of(order, 0, hash);
        Answer answer = answer(claim, () -> cash.transfer(claim, transfer));
        if (answer.outcome() == Outcome.DONE) {
          draft.add(
              new Credit(
                  claim.id(),
                  transfer.to(),
                  transfer.amount(),
                  draft.account(transfer.to()).orElseThrow().balance()));
        }
      }
    }
  }

  private Answer answer(Claim claim, Supplier<Answer> effect) {
    AccountDraft account = draft.open(claim.account());
    Answer answer = admit(claim, account).orElseGet(effect);
    if (answer.outcome().usesNonce() && account.now() != null) {
      account.use(claim.nonce(), claim.id(), draft.nextLeaf());
    }
    draft.add(
        new Receipt(
            claim.id(),
            claim.kind(),
            claim.account(),
            claim.table(),
            claim.round(),
            answer.outcome(),
            claim.amount(),
            claim.nonce(),
            account.now() == null ? 0 : account.now().balance(),
            answer.detail(),
            answer.first(),
            claim.subject(),
            answer.live()));
    return answer;
  }

  /** Why the order goes no further; empty if it does. */
  private Optional<Answer> admit(Claim claim, AccountDraft account) {
    if (!claim.chain().equals(draft.before().chain())) {
      return Optional.of(Answer.of(Outcome.WRONG_CHAIN));
    }
    if (account.now() == null && claim.kind() != OrderKind.FAUCET_GRANT) {
      return Optional.of(Answer.of(Outcome.ACCOUNT_UNKNOWN));
    }
    return checkNonce(claim, account.now() == null ? NonceWindow.FRESH : account.now().nonces())
        .or(() -> checkExpiry(claim))
        .or(() -> checkKey(claim, account));
  }

  private static Optional<Answer> checkNonce(Claim claim, NonceWindow nonces) {
    Outcome outcome =
        switch (nonces.check(claim.nonce(), claim.id())) {
          case FREE -> Outcome.DONE;
          case TOO_OLD -> Outcome.NONCE_TOO_OLD;
          case TOO_FAR -> Outcome.NONCE_TOO_FAR;
          case SAME_ORDER -> Outcome.DUPLICATE;
          case OTHER_ORDER -> Outcome.NONCE_REUSED;
        };
    return outcome == Outcome.DONE
        ? Optional.empty()
        : Optional.of(
            new Answer(outcome, nonces.base(), nonces.firstUse(claim.nonce()), Optional.empty()));
  }

  private Optional<Answer> checkExpiry(Claim claim) {
    return draft.effectiveTimeMs() > claim.expiresAtMs()
        ? Optional.of(Answer.of(Outcome.EXPIRED, draft.effectiveTimeMs()))
        : Optional.empty();
  }

  /** An account's key is checked with its first order, and never again (G2). */
  private Optional<Answer> checkKey(Claim claim, AccountDraft account) {
    Account.KeyStatus known =
        account.now() == null ? Account.KeyStatus.UNSEEN : account.now().key();
    Account.KeyStatus status =
        switch (known) {
          case VALID, INVALID -> known;
          case UNSEEN ->
              draft.before().facts().keyCheck().isValid(claim.key())
                  ? Account.KeyStatus.VALID
                  : Account.KeyStatus.INVALID;
        };
    if (status != known && account.now() != null) {
      account.set(account.now().withKey(status));
    }
    return status == Account.KeyStatus.VALID
        ? Optional.empty()
        : Optional.of(Answer.of(Outcome.KEY_INVALID));
  }
}

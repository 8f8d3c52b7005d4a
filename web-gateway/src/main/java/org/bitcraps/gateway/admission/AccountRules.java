package org.bitcraps.gateway.admission;

import java.util.Optional;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.genesis.AccountId;

/** What every order needs: an account that has begun with a good key, and time left. Pure. */
final class AccountRules {

  private AccountRules() {}

  static Optional<Judgement> judge(Draft draft, AccountId id, long expiresAtMs) {
    return expired(draft, expiresAtMs)
        .or(() ->
            draft.ledger().account(id).isPresent()
                ? Optional.empty()
                : Optional.of(
                    Judgement.refused(
                        ProblemCode.ACCOUNT_UNKNOWN,
                        "key",
                        "the account of this key has not begun; a grant or a transfer begins it")))
        .or(() -> badKey(draft, id));
  }

  static Optional<Judgement> expired(Draft draft, long expiresAtMs) {
    return draft.nowMs() > expiresAtMs
        ? Optional.of(
            Judgement.refused(
                ProblemCode.EXPIRED,
                "expiresAtMs",
                "expired at %d, now is %d".formatted(expiresAtMs, draft.nowMs())))
        : Optional.empty();
  }

  static Optional<Judgement> badKey(Draft draft, AccountId id) {
    return draft
            .ledger()
            .account(id)
            .filter(account -> account.key() == Account.KeyStatus.INVALID)
            .isPresent()
        ? Optional.of(
            Judgement.refused(
                ProblemCode.KEY_INVALID, "key", "the chain has refused this key for good"))
        : Optional.empty();
  }
}

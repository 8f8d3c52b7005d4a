package org.bitcraps.gateway.admission;

import java.util.Optional;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** The same as {@link BetRules} for what is not a bet. Pure. */
final class OrderRules {

  private OrderRules() {}

  static Judgement judge(Draft draft, SignedOrder signed) {
    PlayerOrder order = signed.order();
    if (!order.chain().equals(draft.ledger().chain())) {
      return Judgement.refused(
          ProblemCode.WRONG_CHAIN, "chain", "this gateway serves chain " + draft.ledger().chain());
    }
    return draft
        .judgeNonce(order.account(), order.nonce(), order.id())
        .or(() -> judgeAccount(draft, order))
        .or(() ->
            switch (order) {
              case PlayerOrder.FaucetGrant grant -> judge(draft, grant);
              case PlayerOrder.Transfer transfer -> judge(draft, transfer);
              case PlayerOrder.ChangeBet change -> judge(draft, change);
            })
        .orElseGet(() -> new Judgement.Fresh(Pending.of(signed)));
  }

  private static Optional<Judgement> judgeAccount(Draft draft, PlayerOrder order) {
    return switch (order) {
      // A grant may begin its account.
      case PlayerOrder.FaucetGrant grant ->
          AccountRules.expired(draft, grant.expiresAtMs())
              .or(() -> AccountRules.badKey(draft, grant.account()));
      case PlayerOrder.Transfer transfer ->
          AccountRules.judge(draft, transfer.account(), transfer.expiresAtMs());
      case PlayerOrder.ChangeBet change ->
          AccountRules.judge(draft, change.account(), change.expiresAtMs());
    };
  }

  private static Optional<Judgement> judge(Draft draft, PlayerOrder.FaucetGrant grant) {
    if (!draft.ledger().has(Genesis.Flag.FAUCET)) {
      return refused(ProblemCode.FAUCET_OFF, "kind", "this chain gives no play money");
    }
    long most = draft.ledger().parameters().get(Parameter.FAUCET_GRANT_MAX);
    if (grant.amount() < 1 || grant.amount() > most) {
      return refused(
          ProblemCode.AMOUNT_INVALID,
          "amount",
          "a grant is from 1 to %d, not %d".formatted(most, grant.amount()));
    }
    return grant.amount() > draft.ledger().treasury()
        ? refused(
            ProblemCode.AMOUNT_INVALID, "amount", "the treasury holds " + draft.ledger().treasury())
        : Optional.empty();
  }

  private static Optional<Judgement> judge(Draft draft, PlayerOrder.Transfer transfer) {
    if (transfer.amount() < 1) {
      return refused(ProblemCode.AMOUNT_INVALID, "amount", "a transfer is at least 1");
    }
    if (transfer.to().equals(transfer.account())) {
      return refused(ProblemCode.SELF_TRANSFER, "to", "this is the giver's own account");
    }
    return fundsFor(draft, transfer, transfer.amount());
  }

  private static Optional<Judgement> judge(Draft draft, PlayerOrder.ChangeBet change) {
    TableLedger table = draft.ledger().table(change.table()).orElse(null);
    if (table == null) {
      return refused(ProblemCode.TABLE_UNKNOWN, "table", "there is no table " + change.table());
    }
    if (table.round().phase() == RoundPhase.REVEALING) {
      return refused(
          ProblemCode.ROUND_CLOSED, "table", "nothing about bets changes until the dice are known");
    }
    if (table.betsOf(change.account()).stream().noneMatch(b -> b.id().equals(change.bet()))) {
      return refused(
          ProblemCode.BET_NOT_ALLOWED, "bet", "not a live bet of this account at this table");
    }
    return switch (change.change()) {
      case REDUCE, PRESS ->
          change.amount() < 1
              ? refused(ProblemCode.AMOUNT_INVALID, "amount", "chips move, so at least 1320")
              : fundsFor(
                  draft, change, change.change() == PlayerOrder.Change.PRESS ? change.amount() : 0);
      case TAKE_DOWN, SWITCH_ON, SWITCH_OFF ->
          change.amount() == 0
              ? Optional.empty()
              : refused(ProblemCode.AMOUNT_INVALID, "amount", "no chips move, so 0");
    };
  }

  private static Optional<Judgement> fundsFor(Draft draft, PlayerOrder order, long amount) {
    long balance = draft.balance(order.account());
    return amount > balance
        ? refused(
            ProblemCode.FUNDS,
            "amount",
            "it takes %d, the balance is %d".formatted(amount, balance))
        : Optional.empty();
  }

  private static Optional<Judgement> refused(ProblemCode code, String field, String detail) {
    return Optional.of(Judgement.refused(code, field, detail));
  }
}

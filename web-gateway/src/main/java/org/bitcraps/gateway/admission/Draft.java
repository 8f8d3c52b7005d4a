package org.bitcraps.gateway.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.NonceWindow;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;

/**
 * The certified state as one request will find it: with what is under way, and with the elements of
 * the request that were judged before, taken off. One request, one thread.
 */
final class Draft {

  private final Ledger ledger;
  private final PendingOrders pending;
  private final long nowMs;
  private final List<Pending> taken = new ArrayList<>();
  private final Map<AccountId, List<Pending>> underWay = new TreeMap<>();

  Draft(Ledger ledger, PendingOrders pending, long nowMs) {
    this.ledger = ledger;
    this.pending = pending;
    this.nowMs = nowMs;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The later of our clock and effective time: what has expired by either will fail. */
  long nowMs() {
    return Math.max(nowMs, ledger.effectiveTimeMs());
  }

  /** Everything of this request that was fresh, in order. */
  List<Pending> taken() {
    return List.copyOf(taken);
  }

  void take(Pending order) {
    taken.add(order);
    underWay(order.account()).add(order);
  }

  /** What else of this account is on its way. */
  private List<Pending> underWay(AccountId account) {
    return underWay.computeIfAbsent(account, id -> new ArrayList<>(pending.of(id)));
  }

  long balance(AccountId account) {
    long balance = ledger.account(account).map(Account::balance).orElse(0L);
    for (Pending order : underWay(account)) {
      balance -= order.debit();
    }
    return balance;
  }

  /** Bets of the account at the table, live and on their way. */
  List<Bet> bets(TableId table, AccountId account) {
    List<Bet> bets = new ArrayList<>();
    ledger.bets(table, account).stream().map(LiveBet::bet).forEach(bets::add);
    for (Pending order : underWay(account)) {
      if (order.table().equals(Optional.of(table))) {
        order.bet().ifPresent(bets::add);
      }
    }
    return bets;
  }

  /** What the bankroll can still reserve. */
  long free(TableId table) {
    long free = ledger.table(table).orElseThrow().free() - pending.reserve(table);
    for (Pending order : taken) {
      if (order.table().equals(Optional.of(table))) {
        free -= order.reserve();
      }
    }
    return free;
  }

  /** The nonce: empty if free; else that it is this order's own, or why it cannot be used. */
  Optional<Judgement> judgeNonce(AccountId account, long nonce, BetId id) {
    for (Pending order : underWay(account)) {
      if (order.nonce() == nonce) {
        return Optional.of(
            order.id().equals(id)
                ? new Judgement.Duplicate()
                : Judgement.refused(
                    ProblemCode.NONCE_REUSED,
                    "nonce",
                    "order " + order.id() + ", which is under way, uses nonce " + nonce));
      }
    }
    NonceWindow window = ledger.account(account).map(Account::nonces).orElse(NonceWindow.FRESH);
    return switch (window.check(nonce, id)) {
      case FREE -> Optional.empty();
      case SAME_ORDER -> Optional.of(new Judgement.Duplicate());
      case OTHER_ORDER ->
          Optional.of(
              Judgement.refused(
                  ProblemCode.NONCE_REUSED,
                  "nonce",
                  "another order has used nonce %d; the next free one is %d"
                      .formatted(nonce, window.base())));
      case TOO_OLD ->
          Optional.of(
              Judgement.refused(
                  ProblemCode.NONCE_TOO_OLD,
                  "nonce",
                  "nonce %d lies before the window that begins at %d"
                      .formatted(nonce, window.base())));
      case TOO_FAR ->
          Optional.of(
              Judgement.refused(
                  ProblemCode.NONCE_TOO_FAR,
                  "nonce",
                  "nonce %d lies beyond the window from %d to %d"
                      .formatted(nonce, window.base(), window.base() + NonceWindow.WIDTH - 1)));
    };
  }
}

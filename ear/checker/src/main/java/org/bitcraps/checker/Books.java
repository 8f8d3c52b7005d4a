package org.bitcraps.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The money, kept from receipts alone: who had how much before each line, what the line took or
 * gave, and what it says is left. Every unit that leaves an account stands on a table, in a bank or
 * in another account.
 */
final class Books {

  private final Findings findings;
  private final long supply;
  private final Map<Id, Long> balances = new HashMap<>();
  private final Map<Integer, Long> bankrolls;
  private final Map<Id, OnTable> live = new HashMap<>();
  private final Map<Id, Fate> fates = new HashMap<>();
  private final Map<Id, Set<Long>> nonces = new HashMap<>();
  private final Map<Id, Leaf.Receipt> transfers = new HashMap<>();
  private final Set<Id> mustSettle = new HashSet<>();
  private Optional<Leaf.Rolled> rolled = Optional.empty();
  private long treasury;

  /** A bet that lives. */
  private record OnTable(Id account, int table, Leaf.Live bet) {}

  Books(Genesis genesis, Findings findings) {
    this.findings = findings;
    this.supply = genesis.supply();
    this.treasury = genesis.treasury();
    this.bankrolls = new TreeMap<>(genesis.bankrolls());
    balances.putAll(genesis.mints());
  }

  /** One block: its orders and its leaves, both in their order. */
  void write(long sequence, List<Order> orders, List<Leaf> leaves) {
    String where = "block " + sequence;
    int next = 0;
    rolled = Optional.empty();
    for (int index = 0; index < leaves.size(); index++) {
      switch (leaves.get(index)) {
        case Leaf.Receipt receipt -> {
          if (next == orders.size()) {
            findings.add(Kind.RECEIPT_SURPLUS.at(where, "leaf " + index + ": " + receipt));
          } else if (answers(receipt, orders.get(next), where)) {
            receipt(receipt, orders.get(next++), new Leaf.Place(sequence, index), where);
          }
        }
        case Leaf.Credit credit -> credit(credit, where);
        case Leaf.Settled settled -> settled(settled, where);
        case Leaf.Rolled roll -> {
          rolled = Optional.of(roll);
          live.forEach((id, bet) -> {
            if (bet.bet().type() == Dice.FIELD && bet.table() == roll.table()) {
              mustSettle.add(id);
            }
          });
        }
        case Leaf.Summary summary -> {}
        case Leaf.Opened opened -> {}
        case Leaf.Other other -> {}
      }
    }
    for (Order order : orders.subList(next, orders.size())) {
      findings.add(Kind.RECEIPT_MISSING.at(where, "order " + order.id()));
    }
    mustSettle.forEach(id -> findings.add(Kind.SETTLEMENT_MISSING.at(where, "bet " + id)));
    mustSettle.clear();
    transfers.forEach((id, receipt) ->
        findings.add(Kind.MONEY_NOT_CONSERVED.at(where, "transfer " + id + " arrived nowhere")));
    transfers.clear();
    findings.saw("orders in blocks", orders.size());
  }

  /** Whether that receipt is about that order; the next order is tried if not. */
  private boolean answers(Leaf.Receipt receipt, Order order, String where) {
    if (!receipt.order().equals(order.id())) {
      findings.add(
          Kind.RECEIPT_SURPLUS.at(
              where, "receipt of " + receipt.order() + " where " + order.id() + " is due"));
      return false;
    }
    if (receipt.kind() != order.kind()
        || !receipt.account().equals(order.account())
        || !receipt.table().equals(order.table())
        || receipt.amount() != order.amount()
        || receipt.nonce() != order.nonce()) {
      findings.add(Kind.RECEIPT_OTHER.at(where, receipt + " for " + order.id()));
    }
    return true;
  }

  private void receipt(Leaf.Receipt receipt, Order order, Leaf.Place place, String where) {
    Fate earlier = fates.get(order.id());
    if (earlier == null) {
      fates.put(
          order.id(),
          new Fate(place.sequence(), place.index(), receipt.outcome(), receipt.balance()));
    }
    if (receipt.outcome() == Leaf.Receipt.DUPLICATE
        && (earlier == null
            || !receipt
                .first()
                .equals(Optional.of(new Leaf.Place(earlier.sequence(), earlier.index()))))) {
      findings.add(
          Kind.DUPLICATE_ASTRAY.at(where, order.id() + " first " + earlier + ", said " + receipt));
    }
    long delta = 0;
    if (receipt.done()) {
      boolean again = earlier != null && earlier.done();
      boolean used =
          !nonces.computeIfAbsent(receipt.account(), none -> new HashSet<>()).add(receipt.nonce());
      if (again || used) {
        findings.add(
            Kind.EXECUTED_TWICE.at(
                where,
                "order %s, nonce %d of %s, first %s"
                    .formatted(order.id(), receipt.nonce(), receipt.account(), earlier)));
      }
      delta = effect(receipt, order, where);
      findings.saw("orders done", 1);
    }
    if (receipt.outcome() != Leaf.Receipt.ACCOUNT_UNKNOWN && known(receipt)) {
      post(receipt.account(), delta, receipt.balance(), where, order.id());
    }
  }

  /** A refused order of who has no account leaves none. */
  private boolean known(Leaf.Receipt receipt) {
    return receipt.done() || balances.containsKey(receipt.account()) || receipt.balance() != 0;
  }

  /** What an order that was done gave the account. */
  private long effect(Leaf.Receipt receipt, Order order, String where) {
    return switch (order.kind()) {
      case Order.BET -> bet(receipt, order, where);
      case Order.FAUCET_GRANT -> {
        treasury -= order.amount();
        yield order.amount();
      }
      case Order.TRANSFER -> {
        transfers.put(order.id(), receipt);
        yield -order.amount();
      }
      default -> change(receipt, order.other().orElseThrow(), where);
    };
  }

  private long bet(Leaf.Receipt receipt, Order order, String where) {
    Leaf.Live bet = receipt.live().orElse(new Leaf.Live(0, -1, 0, 0));
    if (bet.stake() != order.amount() || bet.type() != order.type()) {
      findings.add(Kind.RECEIPT_OTHER.at(where, bet + " for bet " + order.id()));
    }
    live.put(order.id(), new OnTable(receipt.account(), order.table().orElseThrow(), bet));
    return -order.amount();
  }

  /** Taken down, reduced, pressed or switched: what the stake loses comes back. */
  private long change(Leaf.Receipt receipt, Id bet, String where) {
    OnTable before = live.get(bet);
    if (before == null || !before.account().equals(receipt.account())) {
      findings.add(Kind.SETTLEMENT_ASTRAY.at(where, "change of " + bet + ", which is not live"));
      return 0;
    }
    receipt
        .live()
        .ifPresentOrElse(
            after -> live.put(bet, new OnTable(before.account(), before.table(), after)),
            () -> live.remove(bet));
    return before.bet().stake() - receipt.live().map(Leaf.Live::stake).orElse(0L);
  }

  private void credit(Leaf.Credit credit, String where) {
    Leaf.Receipt transfer = transfers.remove(credit.order());
    if (transfer == null || transfer.amount() != credit.amount()) {
      findings.add(Kind.MONEY_NOT_CONSERVED.at(where, credit + " of no transfer"));
    }
    post(credit.account(), credit.amount(), credit.balance(), where, credit.order());
  }

  private void settled(Leaf.Settled settled, String where) {
    OnTable bet = live.remove(settled.order());
    mustSettle.remove(settled.order());
    if (bet == null
        || !bet.account().equals(settled.account())
        || bet.table() != settled.table()
        || !bet.bet().equals(settled.before())) {
      findings.add(Kind.SETTLEMENT_ASTRAY.at(where, "bet " + settled.order() + " is " + bet));
      return;
    }
    long left = settled.after().map(Leaf.Live::stake).orElse(0L);
    settled
        .after()
        .ifPresent(
            after -> live.put(settled.order(), new OnTable(bet.account(), bet.table(), after)));
    payout(settled, left, where);
    long house = bet.bet().stake() - left - settled.returned() - settled.profit();
    bankrolls.merge(settled.table(), house, Long::sum);
    post(
        settled.account(),
        settled.returned() + settled.profit(),
        settled.balance(),
        where,
        settled.order());
    findings.saw("settlements", 1);
  }

  private void payout(Leaf.Settled settled, long left, String where) {
    long stake = settled.before().stake();
    boolean lost = settled.result() == Leaf.Settled.LOST;
    boolean fair =
        settled.returned() + left <= stake
            && (!lost || settled.returned() + settled.profit() + left == 0)
            && (settled.result() == Leaf.Settled.WON || settled.profit() == 0);
    if (fair && settled.before().type() == Dice.FIELD) {
      long profit = rolled.map(roll -> Dice.field(roll.die1() + roll.die2(), stake)).orElse(-2L);
      fair =
          profit < 0
              ? profit == -1 && lost
              : settled.result() == Leaf.Settled.WON
                  && settled.profit() == profit
                  && settled.returned() == stake;
    }
    if (!fair) {
      findings.add(Kind.PAYOUT_WRONG.at(where, settled + " after " + rolled));
    }
  }

  /** The line says what is left: it must be what was there and what came. */
  private void post(Id account, long delta, long balance, String where, Id order) {
    long due = balances.getOrDefault(account, 0L) + delta;
    if (due != balance) {
      findings.add(
          Kind.BALANCE_WRONG.at(
              where, "%s of %s says %d, due %d".formatted(order, account, balance, due)));
    }
    balances.put(account, balance);
  }

  /** Counts all money. */
  void count(String where) {
    long players = balances.values().stream().mapToLong(Long::longValue).sum();
    long staked = live.values().stream().mapToLong(bet -> bet.bet().stake()).sum();
    long banks = bankrolls.values().stream().mapToLong(Long::longValue).sum();
    if (players + staked + banks + treasury != supply || treasury < 0) {
      findings.add(
          Kind.MONEY_NOT_CONSERVED.at(
              where,
              "players %d + staked %d + banks %d + treasury %d, made %d"
                  .formatted(players, staked, banks, treasury, supply)));
    }
  }

  Map<Id, Fate> fates() {
    return fates;
  }

  /** Empty if there is no such account. */
  Optional<Long> balance(Id account) {
    return Optional.ofNullable(balances.get(account));
  }

  int accounts() {
    return balances.size();
  }

  long bankroll(int table) {
    return bankrolls.getOrDefault(table, 0L);
  }

  long staked(int table) {
    return live.values().stream()
        .filter(bet -> bet.table() == table)
        .mapToLong(bet -> bet.bet().stake())
        .sum();
  }
}

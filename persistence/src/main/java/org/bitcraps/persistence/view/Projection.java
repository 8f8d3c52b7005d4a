package org.bitcraps.persistence.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.BlockSummary;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.Credit;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;

/**
 * From a block and its executed leaves to lines: a pure function, the only one. The same blocks
 * give the same lines, whoever executes them and whenever.
 *
 * @param block the block
 * @param receipts effects on accounts, in their order
 * @param rounds leaves about rounds, in their order: they fill lines that other blocks began
 */
record Projection(BlockLine block, List<ReceiptLine> receipts, List<Placed> rounds) {

  static final String OPENING = "OPENING";

  private static final String SETTLEMENT = "SETTLEMENT";
  private static final String CREDIT = "CREDIT";
  private static final String DONE = "DONE";

  /** A leaf and where it stands. */
  record Placed(LeafPlace place, ResultLeaf leaf) {}

  /** The accounts that a block has lines of, as {@link ReceiptLine#account} writes them. */
  static SortedSet<String> accounts(ExecutedBlock executed) {
    SortedSet<String> accounts = new TreeSet<>();
    for (ResultLeaf leaf : executed.leaves()) {
      accountOf(leaf).ifPresent(account -> accounts.add(account.toString()));
    }
    return accounts;
  }

  private static Optional<AccountId> accountOf(ResultLeaf leaf) {
    return switch (leaf) {
      case Receipt receipt -> Optional.of(receipt.account());
      case Credit credit -> Optional.of(credit.account());
      case BetSettled settled -> Optional.of(settled.account());
      case BlockSummary summary -> Optional.empty();
      case RoundOpened opened -> Optional.empty();
      case RoundClosed closed -> Optional.empty();
      case RollRecorded rolled -> Optional.empty();
      case MissingReveal missing -> Optional.empty();
      case CommitmentReceipt commitment -> Optional.empty();
      case RevealReceipt reveal -> Optional.empty();
    };
  }

  /** Balances as the history begins: from them the changes of all later lines add up. */
  static List<ReceiptLine> opening(ExecutedBlock start) {
    List<ReceiptLine> lines = new ArrayList<>();
    for (Map.Entry<AccountId, Account> entry : start.ledger().accounts()) {
      long balance = entry.getValue().balance();
      lines.add(
          new ReceiptLine(
              start.sequence().value(),
              lines.size(),
              start.effectiveTimeMs(),
              entry.getKey().toString(),
              OPENING,
              null,
              null,
              null,
              null,
              null,
              0,
              DONE,
              null,
              balance,
              null,
              0,
              0,
              balance,
              balance,
              0));
    }
    return lines;
  }

  /**
   * The lines of a block.
   *
   * @param before balances of {@link #accounts} before the block; none counts as 0
   */
  static Projection of(BlockNotice notice, ExecutedBlock executed, Map<String, Long> before) {
    Block block = executed.block();
    BlockLine line =
        new BlockLine(
            block.sequence().value(),
            block.digest().hex(),
            block.parent().hex(),
            block.epoch().value(),
            block.timeMs(),
            executed.effectiveTimeMs(),
            executed.resultRoot().hex(),
            block.bodies().size(),
            executed.leaves().size());
    return new Walk(line, before, wishes(notice)).walk(executed);
  }

  /** What every order of the block wished to bet on, in order of execution as receipts are. */
  private static Iterator<Optional<BetType>> wishes(BlockNotice notice) {
    List<Optional<BetType>> wishes = new ArrayList<>();
    for (Body body : notice.complete(Map.of())) {
      switch (body.operation()) {
        case Operation.PlaceBets bets -> {
          for (SignedBet signed : bets.batch().bets()) {
            wishes.add(Optional.of(signed.bet().type()));
          }
        }
        case Operation.PlayerOrders orders ->
            wishes.addAll(Collections.nCopies(orders.orders().size(), Optional.empty()));
        case Operation.Commitment commitment -> {}
        case Operation.Reveal reveal -> {}
      }
    }
    return wishes.iterator();
  }

  /** One walk along the leaves. */
  private static final class Walk {

    private final BlockLine block;
    private final Map<String, Long> balances;
    private final Iterator<Optional<BetType>> wishes;
    private final List<ReceiptLine> receipts = new ArrayList<>();
    private final List<Placed> rounds = new ArrayList<>();

    Walk(BlockLine block, Map<String, Long> before, Iterator<Optional<BetType>> wishes) {
      this.block = block;
      this.balances = new TreeMap<>(before);
      this.wishes = wishes;
    }

    Projection walk(ExecutedBlock executed) {
      List<ResultLeaf> leaves = executed.leaves();
      for (int i = 0; i < leaves.size(); i++) {
        switch (leaves.get(i)) {
          case Receipt receipt -> receipts.add(line(i, receipt));
          case Credit credit -> receipts.add(line(i, credit));
          case BetSettled settled -> receipts.add(line(i, settled));
          case RoundOpened opened -> keep(executed, i, opened);
          case RoundClosed closed -> keep(executed, i, closed);
          case RollRecorded rolled -> keep(executed, i, rolled);
          case MissingReveal missing -> keep(executed, i, missing);
          case RevealReceipt reveal -> keep(executed, i, reveal);
          case CommitmentReceipt commitment -> {} // The opening freezes those that count.
          case BlockSummary summary -> {}
        }
      }
      return new Projection(block, List.copyOf(receipts), List.copyOf(rounds));
    }

    private void keep(ExecutedBlock executed, int index, ResultLeaf leaf) {
      rounds.add(new Placed(new LeafPlace(executed.sequence(), index), leaf));
    }

    private long change(String account, long balance) {
      Long before = balances.put(account, balance);
      return balance - (before == null ? 0 : before);
    }

    private ReceiptLine line(int index, Receipt leaf) {
      String account = leaf.account().toString();
      Optional<BetType> type = wishes.next().or(() -> leaf.live().map(Bet::type));
      return new ReceiptLine(
          block.sequence(),
          index,
          block.effectiveTimeMs(),
          account,
          leaf.kind().name(),
          leaf.order().toString(),
          leaf.subject().map(Object::toString).orElse(null),
          leaf.table().map(table -> table.value()).orElse(null),
          leaf.table().isPresent() ? (Long) leaf.round() : null,
          type.map(BetType::name).orElse(null),
          leaf.live().map(bet -> bet.point().number()).orElse(0),
          leaf.outcome().name(),
          leaf.refusal().map(Enum::name).orElse(null),
          leaf.amount(),
          leaf.nonce(),
          0,
          0,
          change(account, leaf.balance()),
          leaf.balance(),
          leaf.detail());
    }

    private ReceiptLine line(int index, Credit leaf) {
      String account = leaf.account().toString();
      return new ReceiptLine(
          block.sequence(),
          index,
          block.effectiveTimeMs(),
          account,
          CREDIT,
          leaf.order().toString(),
          null,
          null,
          null,
          null,
          0,
          DONE,
          null,
          leaf.amount(),
          null,
          0,
          0,
          change(account, leaf.balance()),
          leaf.balance(),
          0);
    }

    private ReceiptLine line(int index, BetSettled leaf) {
      String account = leaf.account().toString();
      return new ReceiptLine(
          block.sequence(),
          index,
          block.effectiveTimeMs(),
          account,
          SETTLEMENT,
          leaf.order().toString(),
          null,
          leaf.table().value(),
          leaf.round(),
          leaf.before().type().name(),
          leaf.after().orElse(leaf.before()).point().number(),
          leaf.result().name(),
          null,
          leaf.before().stake(),
          null,
          leaf.returned(),
          leaf.profit(),
          change(account, leaf.balance()),
          leaf.balance(),
          0);
    }
  }
}

package org.bitcraps.persistence.view;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.BlockSummary;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.Credit;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;

/** Puts projected lines into rows, inside a transaction that somebody else began. */
final class BlockWriter {

  /** Accounts asked for in one query: below every database's limit of parameters. */
  private static final int ACCOUNTS_AT_ONCE = 500;

  private static final int OPENINGS_AT_ONCE = 1_000;

  private final EntityManager rows;

  BlockWriter(EntityManager rows) {
    this.rows = rows;
  }

  /** An empty history that begins after {@code start}. */
  void open(ExecutedBlock start) {
    int since = 0;
    for (ReceiptLine line : Projection.opening(start)) {
      AccountRow account = new AccountRow(line.account(), line.sequence());
      account.add(line);
      rows.persist(account);
      rows.persist(new ReceiptRow(line));
      since++;
      if (since == OPENINGS_AT_ONCE) {
        rows.flush();
        rows.clear();
        since = 0;
      }
    }
    rows.persist(
        new MarkRow(
            start.ledger().chain().toString(), start.sequence().value(), start.digest().hex()));
  }

  /** The block after the mark. */
  void write(MarkRow mark, BlockNotice notice, ExecutedBlock executed) {
    Map<String, AccountRow> accounts = accounts(new ArrayList<>(Projection.accounts(executed)));
    Map<String, Long> balances = new TreeMap<>();
    accounts.forEach((id, row) -> balances.put(id, row.balance()));
    Projection lines = Projection.of(notice, executed, balances);
    rows.persist(new BlockRow(lines.block()));
    for (ReceiptLine line : lines.receipts()) {
      rows.persist(new ReceiptRow(line));
      accounts
          .computeIfAbsent(
              line.account(),
              id -> {
                AccountRow fresh = new AccountRow(id, line.sequence());
                rows.persist(fresh);
                return fresh;
              })
          .add(line);
    }
    lines.rounds().forEach(this::write);
    mark.advance(lines.block().sequence(), lines.block().digest());
  }

  private Map<String, AccountRow> accounts(List<String> ids) {
    Map<String, AccountRow> found = new TreeMap<>();
    for (int from = 0; from < ids.size(); from += ACCOUNTS_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + ACCOUNTS_AT_ONCE));
      rows.createQuery("select a from AccountRow a where a.account in :ids", AccountRow.class)
          .setParameter("ids", some)
          .getResultList()
          .forEach(row -> found.put(row.account(), row));
    }
    return found;
  }

  private void write(Projection.Placed placed) {
    long sequence = placed.place().sequence().value();
    switch (placed.leaf()) {
      case RoundOpened opened -> {
        round(opened.table(), opened.round()).opened(sequence, opened);
        opened
            .committers()
            .forEach(
                (id, commitment) -> reveal(opened.table(), opened.round(), id.value(), commitment));
      }
      case RoundClosed closed -> round(closed.table(), closed.round()).closed(sequence, closed);
      case RollRecorded rolled -> {
        round(rolled.table(), rolled.round()).rolled(placed.place(), rolled);
        rolled
            .committers()
            .forEach((id, commitment) -> {
              RevealRow row = reveal(rolled.table(), rolled.round(), id.value(), commitment);
              if (rolled.reveals().containsKey(id)) {
                row.reveal(rolled.reveals().get(id).value().hex());
              }
            });
      }
      case MissingReveal missing -> {
        round(missing.table(), missing.round()).miss();
        find(missing.table(), missing.round(), missing.validator().value()).miss();
      }
      case RevealReceipt reveal -> late(sequence, reveal);
      case Receipt leaf -> throw notOfARound(placed);
      case Credit leaf -> throw notOfARound(placed);
      case BetSettled leaf -> throw notOfARound(placed);
      case BlockSummary leaf -> throw notOfARound(placed);
      case CommitmentReceipt leaf -> throw notOfARound(placed);
    }
  }

  private static IllegalStateException notOfARound(Projection.Placed placed) {
    return new IllegalStateException("not about a round: " + placed);
  }

  private void late(long sequence, RevealReceipt reveal) {
    if (reveal.answer() != RevealReceipt.Answer.LATE) {
      return; // In time: the roll has it. Refused: it changed nothing.
    }
    RevealRow row = find(reveal.table(), reveal.round(), reveal.validator().value());
    if (row != null) { // Else the round is older than this history.
      row.clear(sequence, reveal.secret().value().hex());
    }
  }

  private RoundRow round(TableId table, long round) {
    RoundRow row = rows.find(RoundRow.class, new RoundRow.Key(table.value(), round));
    if (row == null) {
      row = new RoundRow(table.value(), round);
      rows.persist(row);
    }
    return row;
  }

  private RevealRow find(TableId table, long round, int validator) {
    return rows.find(RevealRow.class, new RevealRow.Key(table.value(), round, validator));
  }

  private RevealRow reveal(TableId table, long round, int validator, Digest commitment) {
    RevealRow row = find(table, round, validator);
    if (row == null) {
      row = new RevealRow(table.value(), round, validator, commitment.hex());
      rows.persist(row);
    }
    return row;
  }
}

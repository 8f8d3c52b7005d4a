package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import org.bitcraps.evidence.chronicle.ReceiptLine;

/** A {@link ReceiptLine}. */
@Entity
@IdClass(ReceiptRow.Key.class)
@Table(name = "view_receipts")
class ReceiptRow {

  /** Its place in the chain. */
  static final class Key {

    private long sequence;
    private int leaf;

    Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && sequence == that.sequence && leaf == that.leaf;
    }

    @Override
    public int hashCode() {
      return Objects.hash(sequence, leaf);
    }
  }

  @Id
  @Column(name = "sequence_no")
  private long sequence;

  @Id
  @Column(name = "leaf")
  private int leaf;

  @Column(name = "time_ms")
  private long timeMs;

  @Column(name = "account")
  private String account;

  @Column(name = "kind")
  private String kind;

  @Column(name = "order_id")
  private String order;

  @Column(name = "subject")
  private String subject;

  @Column(name = "table_no")
  private Integer table;

  @Column(name = "round_no")
  private Long round;

  @Column(name = "bet_type")
  private String betType;

  @Column(name = "puck")
  private int point;

  @Column(name = "outcome")
  private String outcome;

  @Column(name = "game_rule")
  private String rule;

  @Column(name = "amount")
  private long amount;

  @Column(name = "nonce")
  private Long nonce;

  @Column(name = "returned")
  private long returned;

  @Column(name = "profit")
  private long profit;

  @Column(name = "balance_change")
  private long change;

  @Column(name = "balance")
  private long balance;

  @Column(name = "detail")
  private long detail;

  ReceiptRow() {}

  ReceiptRow(ReceiptLine line) {
    this.sequence = line.sequence();
    this.leaf = line.leaf();
    this.timeMs = line.timeMs();
    this.account = line.account();
    this.kind = line.kind();
    this.order = line.order();
    this.subject = line.subject();
    this.table = line.table();
    this.round = line.round();
    this.betType = line.betType();
    this.point = line.point();
    this.outcome = line.outcome();
    this.rule = line.rule();
    this.amount = line.amount();
    this.nonce = line.nonce();
    this.returned = line.returned();
    this.profit = line.profit();
    this.change = line.change();
    this.balance = line.balance();
    this.detail = line.detail();
  }

  ReceiptLine line() {
    return new ReceiptLine(
        sequence, leaf, timeMs, account, kind, order, subject, table, round, betType, point,
        outcome, rule, amount, nonce, returned, profit, change, balance, detail);
  }
}

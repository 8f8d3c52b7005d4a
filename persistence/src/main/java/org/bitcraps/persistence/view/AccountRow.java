package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.ReceiptLine;

/** An {@link AccountLine}: where the lines of an account have led. */
@Entity
@Table(name = "view_accounts")
class AccountRow {

  @Id
  @Column(name = "account")
  private String account;

  @Column(name = "begun")
  private boolean begun;

  @Column(name = "balance")
  private long balance;

  @Column(name = "first_sequence")
  private long firstSequence;

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "line_count")
  private long lines;

  AccountRow() {}

  AccountRow(String account, long firstSequence) {
    this.account = account;
    this.firstSequence = firstSequence;
  }

  String account() {
    return account;
  }

  long balance() {
    return balance;
  }

  void add(ReceiptLine line) {
    begun |= line.change() != 0 || line.kind().equals(Projection.OPENING);
    balance = line.balance();
    lastSequence = line.sequence();
    lines++;
  }

  AccountLine line() {
    return new AccountLine(account, begun, balance, firstSequence, lastSequence, lines);
  }
}

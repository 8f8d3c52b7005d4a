package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import org.bitcraps.evidence.chronicle.RevealLine;

/** A {@link RevealLine}. */
@Entity
@IdClass(RevealRow.Key.class)
@Table(name = "view_reveals")
class RevealRow {

  /** Table, round and validator. */
  static final class Key {

    private int table;
    private long round;
    private int validator;

    Key() {}

    Key(int table, long round, int validator) {
      this.table = table;
      this.round = round;
      this.validator = validator;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && table == that.table
          && round == that.round
          && validator == that.validator;
    }

    @Override
    public int hashCode() {
      return Objects.hash(table, round, validator);
    }
  }

  @Id
  @Column(name = "table_no")
  private int table;

  @Id
  @Column(name = "round_no")
  private long round;

  @Id
  @Column(name = "validator")
  private int validator;

  @Column(name = "commitment")
  private String commitment;

  @Column(name = "secret")
  private String secret;

  @Column(name = "missing")
  private boolean missing;

  @Column(name = "cleared_in")
  private Long clearedIn;

  RevealRow() {}

  RevealRow(int table, long round, int validator, String commitment) {
    this.table = table;
    this.round = round;
    this.validator = validator;
    this.commitment = commitment;
  }

  void reveal(String value) {
    secret = value;
  }

  void miss() {
    missing = true;
  }

  void clear(long sequence, String value) {
    secret = value;
    clearedIn = sequence;
  }

  RevealLine line() {
    return new RevealLine(table, round, validator, commitment, secret, missing, clearedIn);
  }
}

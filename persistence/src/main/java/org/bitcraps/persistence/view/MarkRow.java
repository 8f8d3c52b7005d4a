package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.bitcraps.evidence.chronicle.Coverage;

/** Which blocks of which chain the view holds: one row, locked by whoever writes. */
@Entity
@Table(name = "view_mark")
class MarkRow {

  static final int ID = 1;

  @Id
  @Column(name = "id")
  private int id;

  @Column(name = "chain")
  private String chain;

  @Column(name = "first_sequence")
  private long firstSequence;

  @Column(name = "last_sequence")
  private long lastSequence;

  @Column(name = "last_digest")
  private String lastDigest;

  MarkRow() {}

  MarkRow(String chain, long start, String digest) {
    this.id = ID;
    this.chain = chain;
    this.firstSequence = start + 1;
    this.lastSequence = start;
    this.lastDigest = digest;
  }

  String chain() {
    return chain;
  }

  long lastSequence() {
    return lastSequence;
  }

  String lastDigest() {
    return lastDigest;
  }

  void advance(long sequence, String digest) {
    lastSequence = sequence;
    lastDigest = digest;
  }

  Coverage coverage() {
    return new Coverage(firstSequence, lastSequence);
  }
}

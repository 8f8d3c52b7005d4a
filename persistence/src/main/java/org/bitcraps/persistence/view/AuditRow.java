package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.bitcraps.evidence.chronicle.AuditLine;

/** An {@link AuditLine}: appended, never changed. */
@Entity
@Table(name = "audit_entries")
class AuditRow {

  @Id
  @Column(name = "entry", updatable = false)
  private long entry;

  @Column(name = "time_ms", updatable = false)
  private long timeMs;

  @Column(name = "actor", updatable = false)
  private String actor;

  @Column(name = "action", updatable = false)
  private String action;

  @Column(name = "target", updatable = false)
  private String target;

  @Column(name = "success", updatable = false)
  private boolean success;

  @Column(name = "trace", updatable = false)
  private String trace;

  @Column(name = "previous", updatable = false)
  private String previous;

  @Column(name = "hash", updatable = false)
  private String hash;

  AuditRow() {}

  AuditRow(AuditLine line) {
    this.entry = line.entry();
    this.timeMs = line.timeMs();
    this.actor = line.actor();
    this.action = line.action();
    this.target = line.target();
    this.success = line.success();
    this.trace = line.trace();
    this.previous = line.previous();
    this.hash = line.hash();
  }

  AuditLine line() {
    return new AuditLine(entry, timeMs, actor, action, target, success, trace, previous, hash);
  }
}

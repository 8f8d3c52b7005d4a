package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.bitcraps.evidence.chronicle.BlockLine;

/** A {@link BlockLine}. */
@Entity
@Table(name = "view_blocks")
class BlockRow {

  @Id
  @Column(name = "sequence_no")
  private long sequence;

  @Column(name = "digest")
  private String digest;

  @Column(name = "parent")
  private String parent;

  @Column(name = "epoch")
  private long epoch;

  @Column(name = "time_ms")
  private long timeMs;

  @Column(name = "effective_time_ms")
  private long effectiveTimeMs;

  @Column(name = "result_root")
  private String resultRoot;

  @Column(name = "bodies")
  private int bodies;

  @Column(name = "leaves")
  private int leaves;

  BlockRow() {}

  BlockRow(BlockLine line) {
    this.sequence = line.sequence();
    this.digest = line.digest();
    this.parent = line.parent();
    this.epoch = line.epoch();
    this.timeMs = line.timeMs();
    this.effectiveTimeMs = line.effectiveTimeMs();
    this.resultRoot = line.resultRoot();
    this.bodies = line.bodies();
    this.leaves = line.leaves();
  }

  BlockLine line() {
    return new BlockLine(
        sequence, digest, parent, epoch, timeMs, effectiveTimeMs, resultRoot, bodies, leaves);
  }
}

package org.bitcraps.persistence.view;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;

/** A {@link RoundLine}: filled as its blocks come. */
@Entity
@IdClass(RoundRow.Key.class)
@Table(name = "view_rounds")
class RoundRow {

  /** Table and number. */
  static final class Key {

    private int table;
    private long round;

    Key() {}

    Key(int table, long round) {
      this.table = table;
      this.round = round;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && table == that.table && round == that.round;
    }

    @Override
    public int hashCode() {
      return Objects.hash(table, round);
    }
  }

  @Id
  @Column(name = "table_no")
  private int table;

  @Id
  @Column(name = "round_no")
  private long round;

  @Column(name = "opened_in")
  private Long openedIn;

  @Column(name = "opens_at_ms")
  private Long opensAtMs;

  @Column(name = "closes_at_ms")
  private Long closesAtMs;

  @Column(name = "closed_in")
  private Long closedIn;

  @Column(name = "closed_at_ms")
  private Long closedAtMs;

  @Column(name = "rolled_in")
  private Long rolledIn;

  @Column(name = "rolled_leaf")
  private Integer rolledLeaf;

  @Column(name = "die1")
  private Integer die1;

  @Column(name = "die2")
  private Integer die2;

  @Column(name = "total")
  private Integer total;

  @Column(name = "puck_before")
  private Integer pointBefore;

  @Column(name = "puck_after")
  private Integer pointAfter;

  @Column(name = "seven_out")
  private Boolean sevenOut;

  @Column(name = "beacon")
  private String beacon;

  @Column(name = "missing")
  private int missing;

  RoundRow() {}

  RoundRow(int table, long round) {
    this.table = table;
    this.round = round;
  }

  void opened(long sequence, RoundOpened leaf) {
    openedIn = sequence;
    opensAtMs = leaf.opensAtMs();
    closesAtMs = leaf.closesAtMs();
  }

  void closed(long sequence, RoundClosed leaf) {
    closedIn = sequence;
    closedAtMs = leaf.closedAtMs();
  }

  void rolled(LeafPlace place, RollRecorded leaf) {
    rolledIn = place.sequence().value();
    rolledLeaf = place.index();
    die1 = leaf.roll().die1();
    die2 = leaf.roll().die2();
    total = leaf.roll().total();
    pointBefore = leaf.before().point().number();
    pointAfter = leaf.after().point().number();
    sevenOut = leaf.before().isSevenOut(leaf.roll());
    beacon = leaf.beacon().value().hex();
  }

  void miss() {
    missing++;
  }

  RoundLine line() {
    return new RoundLine(
        table,
        round,
        openedIn,
        opensAtMs,
        closesAtMs,
        closedIn,
        closedAtMs,
        rolledIn,
        rolledLeaf,
        die1,
        die2,
        total,
        pointBefore,
        pointAfter,
        sevenOut,
        beacon,
        missing);
  }
}

package org.bitcraps.protocol.safety;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/**
 * What was signed, as far as it limits what may be signed next. Rebuilt from the journal, so it
 * survives every restart; bounded by the pipeline and the tables.
 *
 * <p>Of the views of a sequence only the highest is kept: nothing is ever signed below it again.
 */
final class SafetyRecord {

  /** What was signed for one sequence, in the highest view in which anything was. */
  private record Signed(View view, Digest block) {}

  private View floor = View.ZERO;

  /**
   * P8: nothing is signed in a view below this one, and no view-change for this one: what was
   * signed there is not known.
   */
  private View lowest = View.ZERO;

  /** The view this validator is in: nothing is signed below it, however it was entered (P9). */
  private View entered = View.ZERO;

  private SequenceNumber checkpoint = SequenceNumber.ZERO;
  private final SortedMap<SequenceNumber, Signed> signed = new TreeMap<>();

  /**
   * P1: one root per block, for ever: of each block whose commit was signed, also when another one
   * was prepared at its place since. Each took a quorum's prepares in a view of its own.
   */
  private final SortedMap<SequenceNumber, SortedMap<Digest, Digest>> roots = new TreeMap<>();

  private final SortedMap<View, Digest> newViews = new TreeMap<>();
  private final SortedMap<TableId, Drawn> drawn = new TreeMap<>();

  /** The latest draw of one table. */
  private record Drawn(long round, Digest commitment) {}

  /** Nothing is signed for a view below this one. */
  View floor() {
    return floor;
  }

  /** Nothing is signed below this view, whatever is recorded (P8). */
  void forgotBelow(View view) {
    lowest = view;
  }

  private boolean isClosed(View view) {
    return floor.isAfter(view) || lowest.isAfter(view) || entered.isAfter(view);
  }

  void recordEntered(View view) {
    if (view.isAfter(entered)) {
      entered = view;
    }
  }

  /** C7: one statement per sequence: they are signed in rising order. */
  boolean allowsCheckpoint(Statement.Checkpoint statement) {
    return statement.sequence().isAfter(checkpoint);
  }

  void recordCheckpoint(Statement.Checkpoint statement) {
    if (statement.sequence().isAfter(checkpoint)) {
      checkpoint = statement.sequence();
    }
  }

  /** The view from {@code view} on for which a view-change may be signed, as far as P8 says. */
  View leastViewChange(View view) {
    return view.isAfter(lowest) ? view : lowest.next();
  }

  /** Whether a vote for this place, in this or a later view, is recorded, or known to be lost. */
  boolean remembers(Statement.InView statement) {
    Signed before = signed.get(statement.sequence());
    return lowest.isAfter(statement.view())
        || (before != null && !statement.view().isAfter(before.view()));
  }

  /** The same of a view-change: one for {@code lowest} itself may be among what is lost (P8). */
  boolean remembersViewChange(View view) {
    return !view.isAfter(floor) || !view.isAfter(lowest);
  }

  boolean remembersCheckpoint(SequenceNumber sequence) {
    return !sequence.isAfter(checkpoint);
  }

  boolean allowsPrepare(Statement.Prepare statement) {
    if (isClosed(statement.view())) {
      return false;
    }
    Signed before = signed.get(statement.sequence());
    if (before == null || statement.view().isAfter(before.view())) {
      return true;
    }
    // P1: one digest per (epoch, view, sequence).
    return before.view().equals(statement.view()) && before.block().equals(statement.block());
  }

  void recordPrepare(Statement.Prepare statement) {
    Signed before = signed.get(statement.sequence());
    if (before == null || statement.view().isAfter(before.view())) {
      signed.put(statement.sequence(), new Signed(statement.view(), statement.block()));
    }
  }

  boolean allowsCommit(Statement.Commit statement) {
    if (isClosed(statement.view())) {
      return false;
    }
    Signed prepared = signed.get(statement.sequence());
    return prepared != null
        && prepared.view().equals(statement.view())
        && prepared.block().equals(statement.block())
        && root(statement).filter(r -> !r.equals(statement.resultRoot())).isEmpty();
  }

  private Optional<Digest> root(Statement.Commit statement) {
    return Optional.ofNullable(roots.get(statement.sequence())).map(r -> r.get(statement.block()));
  }

  void recordCommit(Statement.Commit statement) {
    signed.put(statement.sequence(), new Signed(statement.view(), statement.block()));
    roots
        .computeIfAbsent(statement.sequence(), sequence -> new TreeMap<>())
        .put(statement.block(), statement.resultRoot());
  }

  boolean allowsViewChange(View view) {
    return view.isAfter(floor) && view.isAfter(lowest) && view.isAfter(entered);
  }

  void recordViewChange(View view) {
    if (view.isAfter(floor)) {
      floor = view;
    }
  }

  boolean allowsNewView(View view, Digest content) {
    if (isClosed(view)) {
      return false;
    }
    Digest before = newViews.get(view);
    return before == null || before.equals(content);
  }

  void recordNewView(View view, Digest content) {
    newViews.put(view, content);
    newViews.headMap(view).clear();
  }

  boolean allowsCommitment(DrawId draw, Digest commitment) {
    Drawn before = drawn.get(draw.table());
    return before == null
        || draw.round() > before.round()
        || (draw.round() == before.round() && commitment.equals(before.commitment()));
  }

  void recordCommitment(DrawId draw, Digest commitment) {
    drawn.put(draw.table(), new Drawn(draw.round(), commitment));
  }

  /** Sequences up to {@code certified} are decided: nothing more is signed for them. */
  void prune(SequenceNumber certified) {
    signed.headMap(certified.next()).clear();
    roots.headMap(certified.next()).clear();
  }
}

package org.bitcraps.evidence.exchange;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/**
 * The validators of one server at one moment.
 *
 * @param devnet whether validators may be stopped and started from outside
 * @param crypto which Ed25519 library verifies here, and why
 * @param validators those that run in this server, ascending by id; none in role {@code gateway}
 */
public record NodeReport(
    ChainId chain, boolean devnet, String crypto, List<ValidatorReport> validators) {

  /** Copies the list. */
  public NodeReport {
    validators = List.copyOf(validators);
  }

  /** Whether no validator of this server had to stop itself; one that was stopped is no fault. */
  public boolean isHealthy() {
    return validators.stream()
        .noneMatch(v -> v.condition() == Condition.FAILED || v.condition() == Condition.NO_SPACE);
  }

  /** How a validator is. */
  public enum Condition {
    UP,
    /** Runs and executes, but signs nothing: its journal is missing (DESIGN P8). */
    MUTE,
    /** Held still by an operator: it runs, and does nothing. */
    PAUSED,
    /** Stopped by an operator or because the server goes down. */
    STOPPED,
    /** Stopped itself because its disk is full; goes on by itself when there is space. */
    NO_SPACE,
    /** Stopped itself because an invariant or its disk broke (DESIGN X5). */
    FAILED
  }

  /**
   * One validator.
   *
   * @param standing where it stood when it last looked up from its work; empty before its first
   *     start ended
   * @param journalBytes of all records in its journal
   * @param counts what it did since this server started it, by name: see the node's {@code
   *     observation} package
   * @param lastError why it failed or could not start, for operators
   */
  public record ValidatorReport(
      ReplicaId id,
      Condition condition,
      Optional<Standing> standing,
      long journalBytes,
      SortedMap<String, Long> counts,
      Optional<String> lastError) {

    /** Copies the map. */
    public ValidatorReport {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
  }

  /**
   * Where a validator stands in consensus and at the tables.
   *
   * @param atMs its clock when it looked, milliseconds since 1970
   * @param changingTo the view it wants instead of {@code view}; empty in normal operation
   * @param lastCertified sequence of its last certified block
   * @param lastProposed end of the unbroken run of proposals above it
   * @param waiting whether something should be certified soon
   * @param bodies bodies held that are not certain yet, and {@code bodyBytes} their size
   * @param heardMs when each peer was last heard, milliseconds since 1970
   * @param evidence pieces of proof that it holds against others, one of each kind about each (E1)
   * @param tables ascending by table
   */
  public record Standing(
      long atMs,
      View view,
      Optional<View> changingTo,
      ReplicaId primary,
      SequenceNumber lastCertified,
      SequenceNumber lastProposed,
      boolean waiting,
      int bodies,
      long bodyBytes,
      SortedMap<ReplicaId, Long> heardMs,
      int evidence,
      List<TableStanding> tables) {

    /** Copies map and list. */
    public Standing {
      heardMs = Collections.unmodifiableSortedMap(new TreeMap<>(heardMs));
      tables = List.copyOf(tables);
    }
  }

  /**
   * A table by the last certified block, and for whom it waits.
   *
   * @param commitmentsAwaited validators that have not committed to the next round yet
   * @param revealsAwaited committers whose reveal is missing, in REVEALING
   */
  public record TableStanding(
      TableId table,
      long round,
      RoundPhase phase,
      List<ReplicaId> commitmentsAwaited,
      List<ReplicaId> revealsAwaited) {

    /** Copies the lists. */
    public TableStanding {
      commitmentsAwaited = List.copyOf(commitmentsAwaited);
      revealsAwaited = List.copyOf(revealsAwaited);
    }
  }
}

package org.bitcraps.protocol.replica;

import java.util.List;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.pbft.PbftStatus;

/**
 * Where a validator stands, for status pages and health.
 *
 * @param tables one entry per table, ascending
 */
public record ReplicaStatus(PbftStatus consensus, List<Table> tables) {

  /** Copies the list. */
  public ReplicaStatus {
    tables = List.copyOf(tables);
  }

  /**
   * A table, and for whom it waits.
   *
   * @param round its current round
   * @param phase of that round, by the last certified block
   * @param commitmentsAwaited validators that have not committed to the next round yet
   * @param revealsAwaited committers whose reveal is missing, in REVEALING
   */
  public record Table(
      TableId table,
      long round,
      RoundPhase phase,
      List<ReplicaId> commitmentsAwaited,
      List<ReplicaId> revealsAwaited) {

    /** Copies the lists. */
    public Table {
      commitmentsAwaited = List.copyOf(commitmentsAwaited);
      revealsAwaited = List.copyOf(revealsAwaited);
    }
  }
}

package org.bitcraps.node.observation;

import java.util.List;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.protocol.pbft.PbftStatus;
import org.bitcraps.protocol.replica.ReplicaStatus;

/** From a replica's own words to those of the report. */
public final class Standings {

  private Standings() {}

  /** Where the replica stands, as of its host's clock. */
  public static NodeReport.Standing of(ReplicaStatus status, long atMs) {
    PbftStatus consensus = status.consensus();
    List<NodeReport.TableStanding> tables =
        status.tables().stream()
            .map(table ->
                new NodeReport.TableStanding(
                    table.table(),
                    table.round(),
                    table.phase(),
                    table.commitmentsAwaited(),
                    table.revealsAwaited()))
            .toList();
    return new NodeReport.Standing(
        atMs,
        consensus.view(),
        consensus.changingTo(),
        consensus.primary(),
        consensus.lastCertified(),
        consensus.lastProposed(),
        consensus.waiting(),
        consensus.bodies(),
        consensus.bodyBytes(),
        consensus.heardMs(),
        consensus.evidence().size(),
        tables);
  }
}

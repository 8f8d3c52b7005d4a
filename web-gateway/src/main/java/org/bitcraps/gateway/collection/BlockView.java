package org.bitcraps.gateway.collection;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;

/**
 * A certified block for people; JSON as it stands. Digests in lower-case hexadecimal.
 *
 * @param timeMs the proposer's clock
 * @param signers validators whose signatures the certificate has
 * @param bytes the canonical bytes of block and certificate: what a client that trusts nobody reads
 */
public record BlockView(
    long sequence,
    String digest,
    String parent,
    long timeMs,
    long epoch,
    long view,
    String resultRoot,
    List<Integer> signers,
    List<BodyView> bodies,
    String bytes) {

  /**
   * A body of a block.
   *
   * @param kind what it carries
   * @param operations bets or orders in it; else 1
   */
  public record BodyView(String digest, String kind, int bytes, int operations) {

    static BodyView of(Body body) {
      return switch (body.operation()) {
        case Operation.PlaceBets bets -> of(body, "BETS", bets.batch().bets().size());
        case Operation.PlayerOrders orders -> of(body, "ORDERS", orders.orders().size());
        case Operation.Commitment commitment -> of(body, "COMMITMENT", 1);
        case Operation.Reveal reveal -> of(body, "REVEAL", 1);
      };
    }

    private static BodyView of(Body body, String kind, int operations) {
      return new BodyView(body.digest().hex(), kind, body.size(), operations);
    }
  }

  /** What people read of a notice with all its bodies. */
  public static BlockView of(BlockNotice notice) {
    Block block = notice.certified().block();
    QuorumCertificate<Statement.Commit> certificate = notice.certified().certificate();
    return new BlockView(
        block.sequence().value(),
        block.digest().hex(),
        block.parent().hex(),
        block.timeMs(),
        block.epoch().value(),
        certificate.statement().view().value(),
        certificate.statement().resultRoot().hex(),
        certificate.signers().stream().map(ReplicaId::value).toList(),
        notice.complete(Map.of()).stream().map(BodyView::of).toList(),
        HexFormat.of().formatHex(notice.certified().toWire()));
  }
}

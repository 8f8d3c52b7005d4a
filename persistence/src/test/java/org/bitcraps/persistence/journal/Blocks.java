package org.bitcraps.persistence.journal;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;

/** A chain of blocks with commitments in them. The store does not verify: signatures are zeros. */
final class Blocks {

  private static final Signature UNSIGNED = Signature.fromBytes(new byte[Signature.BYTES]);

  private Blocks() {}

  /** Blocks 1 … count; block n has n mod 4 bodies. */
  static List<BlockNotice> chain(ChainId chain, int count) {
    List<BlockNotice> blocks = new ArrayList<>();
    Digest parent = Digest.ZERO;
    for (int n = 1; n <= count; n++) {
      List<BatchBody> bodies = new ArrayList<>();
      for (int validator = 0; validator < n % 4; validator++) {
        bodies.add(BatchBody.own(commitment(chain, n, validator)));
      }
      Block block =
          new Block(
              chain,
              new Epoch(0),
              new SequenceNumber(n),
              1_000L * n,
              parent,
              bodies.stream().map(body -> body.body().digest()).toList());
      parent = block.digest();
      blocks.add(new BlockNotice(certified(block), bodies));
    }
    return blocks;
  }

  private static Body commitment(ChainId chain, int round, int validator) {
    return Body.of(
        new Operation.Commitment(
            new DrawId(chain, new TableId(1), round),
            new ReplicaId(validator),
            Digest.ZERO,
            UNSIGNED));
  }

  private static CertifiedBlock certified(Block block) {
    Statement.Commit statement =
        new Statement.Commit(
            block.chain(),
            block.epoch(),
            new View(0),
            block.sequence(),
            block.digest(),
            Digest.ZERO);
    return new CertifiedBlock(
        block,
        new QuorumCertificate<>(
            statement,
            List.of(
                new Vote(new ReplicaId(0), UNSIGNED),
                new Vote(new ReplicaId(1), UNSIGNED),
                new Vote(new ReplicaId(2), UNSIGNED))));
  }
}

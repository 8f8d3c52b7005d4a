package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * A block and what claims to be its certificate; unlike {@link CertifiedBlock} it may lie, so that
 * the verifier can say how.
 */
public record BlockProof(Block block, QuorumCertificate<Statement.Commit> certificate) {

  /** The block and certificate of an honest pair. */
  public static BlockProof of(CertifiedBlock certified) {
    return new BlockProof(certified.block(), certified.certificate());
  }

  /** Its claimed place in the order. */
  public SequenceNumber sequence() {
    return block.sequence();
  }
}

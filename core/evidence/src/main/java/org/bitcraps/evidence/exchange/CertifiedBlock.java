package org.bitcraps.evidence.exchange;

import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** A block and the certificate of its order and outcome. */
public record CertifiedBlock(Block block, QuorumCertificate<Statement.Commit> certificate)
    implements WireValue {

  /**
   * @throws IllegalArgumentException if the certificate is of another block
   */
  public CertifiedBlock {
    Statement.Commit statement = certificate.statement();
    if (!statement.block().equals(block.digest())
        || !statement.chain().equals(block.chain())
        || !statement.epoch().equals(block.epoch())
        || !statement.sequence().equals(block.sequence())) {
      throw new IllegalArgumentException("certificate: of another block");
    }
  }

  /** Its place in the order. */
  public SequenceNumber sequence() {
    return block.sequence();
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(block).value(certificate);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static CertifiedBlock decode(Decoder in) {
    return new CertifiedBlock(Block.decode(in), QuorumCertificate.decodeCommit(in));
  }
}

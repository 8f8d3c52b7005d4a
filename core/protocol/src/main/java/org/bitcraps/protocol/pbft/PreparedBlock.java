package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/** A block and its prepared certificate (PBFT02 §4.4: an element of the set P). */
record PreparedBlock(Block block, QuorumCertificate<Statement.Prepare> certificate)
    implements WireValue {

  /**
   * @throws IllegalArgumentException if the certificate is of another block
   */
  PreparedBlock {
    Statement.Prepare statement = certificate.statement();
    if (!statement.block().equals(block.digest())
        || !statement.chain().equals(block.chain())
        || !statement.epoch().equals(block.epoch())
        || !statement.sequence().equals(block.sequence())) {
      throw new IllegalArgumentException("certificate: of another block");
    }
  }

  View view() {
    return certificate.statement().view();
  }

  SequenceNumber sequence() {
    return block.sequence();
  }

  /** Every signature of every certificate. */
  static List<Signed> claims(List<PreparedBlock> blocks, ReplicaSet set) {
    List<Signed> claims = new ArrayList<>();
    for (PreparedBlock block : blocks) {
      claims.addAll(block.certificate().claims(set));
    }
    return claims;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(block).value(certificate);
  }

  static PreparedBlock decode(Decoder in) {
    return new PreparedBlock(Block.decode(in), QuorumCertificate.decodePrepared(in));
  }
}

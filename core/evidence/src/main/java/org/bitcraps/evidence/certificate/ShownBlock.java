package org.bitcraps.evidence.certificate;

import java.util.function.Function;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.evidence.wire.WireValue;

/** A block and a certificate that somebody showed for it in a view-change; it may be of another. */
public record ShownBlock<S extends Statement>(NamedBlock block, QuorumCertificate<S> certificate)
    implements WireValue {

  /** Whether q members really said that, on that chain, of this very block. */
  public boolean isSound(ChainId chain, ReplicaSet set, Verifier verifier) {
    S statement = certificate.statement();
    return block.chain().equals(chain)
        && statement.chain().equals(chain)
        && statement.epoch().equals(block.epoch())
        && statement.sequence().equals(block.sequence())
        && statement.block().equals(block.digest())
        && certificate.fault(set, verifier).isEmpty();
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(block).value(certificate);
  }

  /** Reads one with a certificate of one kind of statement. */
  public static <S extends Statement> ShownBlock<S> decode(
      Decoder in, Function<Decoder, S> statement) {
    return new ShownBlock<>(NamedBlock.decode(in), QuorumCertificate.decode(in, statement));
  }
}

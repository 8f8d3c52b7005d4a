package org.bitcraps.evidence.certificate;

import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** One signer's signature over a statement's bytes; the statement stands beside it. 66 bytes. */
public record Vote(ReplicaId signer, Signature signature) implements WireValue {

  /** Length of the canonical encoding. */
  public static final int BYTES = 2 + Signature.BYTES;

  @Override
  public void encodeTo(Encoder out) {
    out.value(signer).signature(signature);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static Vote decode(Decoder in) {
    return new Vote(ReplicaId.decode(in), in.signature("signature"));
  }
}

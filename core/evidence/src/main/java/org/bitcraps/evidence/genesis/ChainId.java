package org.bitcraps.evidence.genesis;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** Identity of a chain: the digest of its genesis. The only thing a light client must trust. */
public record ChainId(Digest digest) implements WireValue {

  @Override
  public void encodeTo(Encoder out) {
    out.digest(digest);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static ChainId decode(Decoder in) {
    return new ChainId(in.digest("chain"));
  }

  @Override
  public String toString() {
    return digest.hex();
  }
}

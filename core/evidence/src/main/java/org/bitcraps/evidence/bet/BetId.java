package org.bitcraps.evidence.bet;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * Identity of a player's order, and of its receipt: the digest of the signed bytes, never of the
 * signature. The player knows it before any server answers.
 */
public record BetId(Digest digest) implements WireValue, Comparable<BetId> {

  @Override
  public int compareTo(BetId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.digest(digest);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static BetId decode(Decoder in) {
    return new BetId(in.digest("bet"));
  }

  @Override
  public String toString() {
    return digest.hex();
  }
}

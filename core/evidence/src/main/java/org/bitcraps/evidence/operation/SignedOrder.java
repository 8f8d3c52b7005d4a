package org.bitcraps.evidence.operation;

import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/** An order and its player's signature over {@link PlayerOrder#signedBytes}. */
public record SignedOrder(PlayerOrder order, Signature signature) implements WireValue {

  /** The shortest there is: a faucet grant and its signature. */
  static final int BYTES_MIN = 1 + 32 + 32 + 8 + 8 + 8 + Signature.BYTES;

  /**
   * Signs an order.
   *
   * @throws IllegalArgumentException if the signer holds another key than the order names
   */
  public static SignedOrder sign(PlayerOrder order, Signer signer) {
    if (!signer.publicKey().equals(order.key())) {
      throw new IllegalArgumentException("key: the order is another player's");
    }
    return new SignedOrder(order, signer.sign(order.signedBytes()));
  }

  /** What to check before anybody relies on this order. */
  public Signed claim() {
    return new Signed(order.key(), order.signedBytes(), signature);
  }

  @Override
  public void encodeTo(Encoder out) {
    order.encodeSignedTo(out);
    out.signature(signature);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static SignedOrder decode(Decoder in) {
    return new SignedOrder(PlayerOrder.decode(in), in.signature("signature"));
  }
}

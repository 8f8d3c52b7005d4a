package org.bitcraps.node.randomness;

import java.util.function.UnaryOperator;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Encoder;

/** Secrets by a MAC: HMAC(beacon key, tag ‖ chain ‖ table ‖ round). */
public final class MacBeaconKey implements BeaconKey {

  private final UnaryOperator<byte[]> mac;

  /**
   * @param mac HMAC-SHA256 under this validator's beacon key: 32 bytes for any message
   */
  public MacBeaconKey(UnaryOperator<byte[]> mac) {
    this.mac = mac;
  }

  @Override
  public DiceSecret secret(DrawId draw) {
    byte[] message = new Encoder(64).tag(DomainTag.DICE_SECRET).value(draw).toBytes();
    return new DiceSecret(Digest.fromBytes(mac.apply(message)));
  }
}

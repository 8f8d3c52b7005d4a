package org.bitcraps.evidence.dice;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Encoder;

/**
 * A validator's contribution to one draw. Secret until the close of betting is certified (R2), so
 * its text form never shows it.
 */
public record DiceSecret(Digest value) {

  /** H(tag ‖ chain ‖ table ‖ round ‖ validator ‖ secret): what is certified before betting (R1). */
  public Digest commitment(DrawId draw, ReplicaId validator) {
    return Digest.of(
        DomainTag.DICE_COMMITMENT,
        new Encoder(128).value(draw).value(validator).digest(value).toBytes());
  }

  @Override
  public String toString() {
    return "DiceSecret[…]";
  }
}

package org.bitcraps.protocol.replica;

import java.security.MessageDigest;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Encoder;

/**
 * What makes a verdict ours again after it lay where others can write: a MAC that only this
 * validator can make (DESIGN X2). Whoever lacks the key can take verdicts away or give old ones
 * back, and never make one. Stateless.
 */
public final class VerdictSeal {

  /** Length of a seal in bytes. */
  public static final int BYTES = Digest.BYTES;

  private final UnaryOperator<byte[]> mac;

  /**
   * The seal of one validator.
   *
   * @param mac HMAC-SHA256 under a key derived from {@link #keyInfo}: 32 bytes for any message
   */
  public VerdictSeal(UnaryOperator<byte[]> mac) {
    this.mac = mac;
  }

  /**
   * What the key is derived for: the key is the HMAC of this under a secret of the validator, so it
   * is another one on each chain, and says nothing about the secret.
   */
  public static byte[] keyInfo(ChainId chain, ReplicaId validator) {
    return new Encoder(64).tag(DomainTag.VERDICT_KEY).value(chain).value(validator).toBytes();
  }

  /** The seal under a verdict. */
  public byte[] of(Digest id) {
    return mac.apply(new Encoder(40).tag(DomainTag.VERDICT_SEAL).digest(id).toBytes());
  }

  /** Whether this validator sealed that verdict; never throws, whatever the bytes are. */
  public boolean isOn(Digest id, byte[] seal) {
    return seal.length == BYTES && MessageDigest.isEqual(of(id), seal);
  }
}

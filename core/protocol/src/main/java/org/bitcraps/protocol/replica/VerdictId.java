package org.bitcraps.protocol.replica;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.wire.Encoder;

/** What a verdict is about: everything that it depends on, hashed (DESIGN X2). */
public final class VerdictId {

  private VerdictId() {}

  /** One signature: H(tag ‖ rules version ‖ public key ‖ signature ‖ message). */
  public static Digest ofSignature(PublicKey key, byte[] message, Signature signature) {
    Encoder head =
        new Encoder(99)
            .tag(DomainTag.VERDICT_SIGNATURE)
            .u16(SignatureRules.VERSION)
            .publicKey(key)
            .signature(signature);
    return hash(head.fixed(message)); // All before it has a fixed length.
  }

  /**
   * All signatures of a body in one: H(tag ‖ rules version ‖ chain ‖ origin ‖ digest). The digest
   * covers the players' keys and signatures (D4), the origin has the gateway's signature, and the
   * chain's genesis has its key.
   */
  public static Digest ofBody(ChainId chain, Optional<BatchBody.Origin> origin, Digest body) {
    return hash(
        new Encoder(160)
            .tag(DomainTag.VERDICT_BODY)
            .u16(SignatureRules.VERSION)
            .value(chain)
            .optional(origin)
            .digest(body));
  }

  private static Digest hash(Encoder all) {
    var sha = Digest.sha256();
    all.hashInto(sha);
    return Digest.finish(sha);
  }
}

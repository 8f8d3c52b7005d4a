package org.bitcraps.crypto;

import java.util.Optional;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 by BouncyCastle's lightweight API: pure Java, everywhere.
 *
 * <p>BouncyCastle's equation ignores a component of small order in R, which ACCP, the JDK and
 * browsers do not. So R must also be in the prime-order subgroup; A is too, hence both sides of the
 * equation are, and there its answer equals the byte comparison of X1. The second check halves the
 * speed and runs only for signatures that verify.
 */
public final class BouncyScheme implements SignatureScheme {

  private final RecentKeys<Ed25519.PublicPoint> keys;

  /** With room for the default number of decoded keys. */
  public BouncyScheme() {
    this(RecentKeys.DEFAULT_BOUND);
  }

  BouncyScheme(int keyBound) {
    this.keys = new RecentKeys<>(keyBound, BouncyScheme::decode);
  }

  /** Decodes A; empty unless it is canonical, of the prime-order subgroup and not neutral. */
  static Optional<Ed25519.PublicPoint> decode(PublicKey key) {
    if (!SignatureRules.wellFormed(key)) {
      return Optional.empty();
    }
    return Optional.ofNullable(Ed25519.validatePublicKeyFullExport(key.toBytes(), 0));
  }

  @Override
  public String name() {
    return "BouncyCastle";
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    if (!SignatureRules.wellFormed(key, signature)) {
      return false;
    }
    Optional<Ed25519.PublicPoint> point = keys.find(key);
    if (point.isEmpty()) {
      return false;
    }
    byte[] bytes = signature.toBytes();
    return Ed25519.verify(bytes, 0, point.get(), message, 0, message.length)
        // R is the first half, encoded like a public key.
        && Ed25519.validatePublicKeyFull(bytes, 0);
  }
}

package org.bitcraps.evidence.sample;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.keys.SignatureScheme;

/** Verifies by the Java platform's own Ed25519 under the byte rules of X1. Tests only. */
public final class PlatformScheme implements SignatureScheme {

  /** SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING of 32 bytes } (RFC 8410 §4). */
  private static final String X509_HEADER = "302a300506032b6570032100";

  @Override
  public String name() {
    return "platform";
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    if (!SignatureRules.wellFormed(key, signature)) {
      return false;
    }
    try {
      java.security.Signature ed25519 = java.security.Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new X509EncodedKeySpec(HexFormat.of().parseHex(X509_HEADER + key.hex()))));
      ed25519.update(message);
      return ed25519.verify(signature.toBytes());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false; // The platform throws for an R that is no point.
    }
  }
}

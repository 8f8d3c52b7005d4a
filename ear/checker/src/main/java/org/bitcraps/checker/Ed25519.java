package org.bitcraps.checker;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signatures, by the JDK's own provider. Thread-safe. */
final class Ed25519 {

  /** SubjectPublicKeyInfo of an Ed25519 key, without the key (RFC 8410 §4). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Map<Id, PublicKey> keys = new ConcurrentHashMap<>();

  /** Whether that key signed that message; false for anything that is no key or no signature. */
  boolean holds(Id key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519", "SunEC");
      verifier.initVerify(key(key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private PublicKey key(Id id) throws GeneralSecurityException {
    PublicKey known = keys.get(id);
    if (known == null) {
      byte[] encoded = new byte[PREFIX.length + 32];
      System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
      System.arraycopy(id.bytes(), 0, encoded, PREFIX.length, 32);
      known =
          KeyFactory.getInstance("Ed25519", "SunEC")
              .generatePublic(new X509EncodedKeySpec(encoded));
      keys.put(id, known);
    }
    return known;
  }
}

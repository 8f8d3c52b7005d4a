package org.bitcraps.evidence.sample;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;

/** Signs by the Java platform's own Ed25519 with a key made from a public seed. Tests only. */
public final class SeededSigner implements Signer {

  private final byte[] seed;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  /** The signer whose seed (RFC 8032 §5.1.5) is the SHA-256 of a name. */
  public SeededSigner(String name) {
    try {
      seed = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Given(seed));
      KeyPair pair = generator.generateKeyPair();
      privateKey = pair.getPrivate();
      byte[] x509 = pair.getPublic().getEncoded();
      publicKey =
          PublicKey.fromBytes(Arrays.copyOfRange(x509, x509.length - PublicKey.BYTES, x509.length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no Ed25519", e);
    }
  }

  /** The secret seed: no secret, it is in the vectors. */
  public byte[] seed() {
    return seed.clone();
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Signature sign(byte[] message) {
    try {
      java.security.Signature ed25519 = java.security.Signature.getInstance("Ed25519");
      ed25519.initSign(privateKey);
      ed25519.update(message);
      return Signature.fromBytes(ed25519.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** Hands out the seed where the generator asks for chance. */
  private static final class Given extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte[] given;

    Given(byte[] given) {
      this.given = given;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(given, 0, bytes, 0, bytes.length);
    }
  }
}

package org.bitcraps.evidence.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.keys.Signer;

/** Real Ed25519 by the JDK, each key from a name: tests of proofs sign and verify for real. */
final class TestKeys {

  private TestKeys() {}

  /** The signer of that name: always the same. */
  static Signer signer(String name) {
    byte[] seed = Digest.of(DomainTag.RULES, name.getBytes(StandardCharsets.UTF_8)).toBytes();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
      return new JdkSigner(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Verdicts by the JDK, remembered: a mutation test asks the same thing thousands of times. */
  static SignatureScheme scheme() {
    return new JdkVerdicts();
  }

  private record JdkSigner(KeyPair pair) implements Signer {

    @Override
    public PublicKey publicKey() {
      byte[] der = pair.getPublic().getEncoded();
      return PublicKey.fromBytes(Arrays.copyOfRange(der, der.length - 32, der.length));
    }

    @Override
    public Signature sign(byte[] message) {
      try {
        java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return Signature.fromBytes(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class JdkVerdicts implements SignatureScheme {

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private final TreeMap<String, Boolean> known = new TreeMap<>();

    @Override
    public String name() {
      return "JDK";
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, Signature signature) {
      return known.computeIfAbsent(
          key.hex() + signature.hex() + HexFormat.of().formatHex(message),
          id -> SignatureRules.wellFormed(key, signature) && ask(key, message, signature));
    }

    private static boolean ask(PublicKey key, byte[] message, Signature signature) {
      byte[] der = Arrays.copyOf(X509, X509.length + PublicKey.BYTES);
      System.arraycopy(key.toBytes(), 0, der, X509.length, PublicKey.BYTES);
      try {
        java.security.Signature check = java.security.Signature.getInstance("Ed25519");
        check.initVerify(
            java.security.KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(der)));
        check.update(message);
        return check.verify(signature.toBytes());
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }

  private static final class FixedBytes extends SecureRandom {

    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    FixedBytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}

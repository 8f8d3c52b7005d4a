package org.bitcraps.crypto;

import java.util.HexFormat;
import org.bitcraps.evidence.keys.PublicKey;

/**
 * Ed25519 keys in the two forms that {@code java.security} providers read: fixed DER headers before
 * the 32 bytes (RFC 8410 §4, §7). Needs no key factory, so no other provider takes part.
 */
final class KeyEncoding {

  /** SEQUENCE { SEQUENCE { OID 1.3.101.112 } BIT STRING of 32 bytes }. */
  private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

  /** SEQUENCE { 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING of 32 bytes } }. */
  private static final byte[] PKCS8_HEADER =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private KeyEncoding() {}

  static java.security.PublicKey x509(PublicKey key) {
    return new EncodedPublicKey(join(X509_HEADER, key.toBytes()));
  }

  static java.security.PrivateKey pkcs8(byte[] seed) {
    return new EncodedPrivateKey(join(PKCS8_HEADER, seed));
  }

  private static byte[] join(byte[] header, byte[] body) {
    byte[] joined = new byte[header.length + body.length];
    System.arraycopy(header, 0, joined, 0, header.length);
    System.arraycopy(body, 0, joined, header.length, body.length);
    return joined;
  }

  private static final class EncodedPublicKey implements java.security.PublicKey {

    private final transient byte[] encoded;

    EncodedPublicKey(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }

  /** Holds a secret: no {@code toString} of its own, and never serialized. */
  private static final class EncodedPrivateKey implements java.security.PrivateKey {

    private final transient byte[] encoded;

    EncodedPrivateKey(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }
}

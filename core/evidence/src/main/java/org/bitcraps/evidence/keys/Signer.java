package org.bitcraps.evidence.keys;

/** Signs with one key that it holds; the key itself never leaves the implementation. */
public interface Signer {

  /** The key under which signatures of this signer verify. */
  PublicKey publicKey();

  /** The Ed25519 signature of {@code message} (RFC 8032 §5.1.6, deterministic). */
  Signature sign(byte[] message);
}

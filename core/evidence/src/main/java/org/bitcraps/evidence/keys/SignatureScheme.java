package org.bitcraps.evidence.keys;

/**
 * Ed25519 verification by one provider, already under the rule of X1: every implementation gives
 * the same verdict for the same bytes.
 */
public interface SignatureScheme {

  /** Name of the provider, for tables and status pages: {@code ACCP}, {@code BouncyCastle}, … */
  String name();

  /**
   * Whether the signature is valid by rule X1, given that {@code key} passed a {@link KeyCheck}
   * when it was registered. Never throws, whatever the bytes are.
   */
  boolean verify(PublicKey key, byte[] message, Signature signature);
}

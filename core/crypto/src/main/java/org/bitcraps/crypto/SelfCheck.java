package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;

/**
 * Known answers, asked of native code before it is trusted with consensus: an ordinary signature
 * made and verified, and the one on which libraries differ (docs/vectors/mixed-order-r.json).
 */
final class SelfCheck {

  /** The seed is 32 times this byte. */
  private static final int SEED_BYTE = 7;

  private static final PublicKey KEY =
      PublicKey.fromHex("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c");

  /** Of 32 zero bytes, as RFC 8032 §5.1.6 derives it. */
  private static final Signature ORDINARY =
      Signature.fromHex(
          "de2f9e9b22b87bb22bc0d761547859fa9346d3f7c1989c65b0a92ecaf0f3cc85"
              + "387ab670d536401732920abf0c220c6f1d6ea78c75cb1c1586d21479f4feae07");

  /** Of 32 bytes of value 1. */
  private static final Signature MIXED_ORDER_R =
      Signature.fromHex(
          "0e16cc9e6bae72797afdd5b4c8748c958fbb3cf0b27a377575635589d540375c"
              + "bcbd373eab676241ba509f1033a23dacfebc2ffb1c1f90d9f76aa18072d3e20c");

  private SelfCheck() {}

  /**
   * Whether the provider gives the known answers.
   *
   * @throws GeneralSecurityException if it gives none
   */
  static boolean passes(Provider provider) throws GeneralSecurityException {
    byte[] zeros = new byte[32];
    byte[] ones = filled(1);
    java.security.PublicKey key = KeyEncoding.x509(KEY);
    return ProviderCall.sign(provider, KeyEncoding.pkcs8(filled(SEED_BYTE)), zeros).equals(ORDINARY)
        && ProviderCall.verify(provider, key, zeros, ORDINARY)
        && !ProviderCall.verify(provider, key, ones, ORDINARY)
        && !ProviderCall.verify(provider, key, ones, MIXED_ORDER_R);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}

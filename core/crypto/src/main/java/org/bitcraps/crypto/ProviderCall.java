package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import org.bitcraps.evidence.keys.Signature;

/**
 * One Ed25519 operation of one {@code java.security} provider, always named by its instance: by
 * name alone the platform may pick its slowest one. A fresh engine per call costs about a
 * microsecond and needs no thread confinement.
 */
final class ProviderCall {

  private static final String ALGORITHM = "Ed25519";

  private ProviderCall() {}

  /**
   * The provider's own verdict, before and without the rules of X1.
   *
   * @throws GeneralSecurityException where the provider refuses by throwing
   */
  static boolean verify(
      Provider provider, java.security.PublicKey key, byte[] message, Signature signature)
      throws GeneralSecurityException {
    java.security.Signature engine = java.security.Signature.getInstance(ALGORITHM, provider);
    engine.initVerify(key);
    engine.update(message);
    return engine.verify(signature.toBytes());
  }

  static Signature sign(Provider provider, java.security.PrivateKey key, byte[] message)
      throws GeneralSecurityException {
    java.security.Signature engine = java.security.Signature.getInstance(ALGORITHM, provider);
    engine.initSign(key);
    engine.update(message);
    return Signature.fromBytes(engine.sign());
  }
}

package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.keys.SignatureScheme;

/**
 * Ed25519 by the JDK's own provider, with the exact-integer key check: nothing but the Java
 * platform and {@code evidence}. A second opinion for auditors and tests; fifteen times slower than
 * ACCP, so never on the hot path.
 */
public final class JdkScheme implements SignatureScheme {

  private final Provider provider;
  private final KeyCheck keyCheck = new ExactKeyCheck();
  private final RecentKeys<java.security.PublicKey> keys;

  private JdkScheme(Provider provider) {
    this.provider = provider;
    this.keys = new RecentKeys<>(RecentKeys.DEFAULT_BOUND, this::checked);
  }

  /** Empty on a Java runtime that was assembled without {@code SunEC}. */
  public static Optional<JdkScheme> load() {
    return Optional.ofNullable(Security.getProvider("SunEC")).map(JdkScheme::new);
  }

  /** SunEC takes only key objects of its own making. */
  private Optional<java.security.PublicKey> checked(PublicKey key) {
    if (!keyCheck.isValid(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          (java.security.PublicKey)
              KeyFactory.getInstance("Ed25519", provider).translateKey(KeyEncoding.x509(key)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "JDK";
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    if (!SignatureRules.wellFormed(key, signature)) {
      return false;
    }
    Optional<java.security.PublicKey> checked = keys.find(key);
    if (checked.isEmpty()) {
      return false;
    }
    try {
      return ProviderCall.verify(provider, checked.get(), message, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // SunEC refuses an R that is no point by throwing.
      return false;
    }
  }
}

package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bitcraps.evidence.keys.SignatureScheme;

/**
 * Ed25519 by Amazon Corretto Crypto Provider (AWS-LC, native): four times as fast as BouncyCastle
 * under X1, whose byte comparison it makes by itself. For the hot path, where its library loads.
 */
public final class AccpScheme implements SignatureScheme {

  /** ACCP buffers what it signs or verifies, up to 1 MiB, and throws beyond. */
  static final int MESSAGE_BYTES_MAX = 1 << 20;

  private final Provider provider;
  private final RecentKeys<java.security.PublicKey> keys;
  private final BouncyScheme portable;

  AccpScheme(Provider provider) {
    this.provider = provider;
    this.keys =
        new RecentKeys<>(
            RecentKeys.DEFAULT_BOUND,
            key -> BouncyScheme.decode(key).map(point -> KeyEncoding.x509(key)));
    this.portable = new BouncyScheme();
  }

  /** Empty where ACCP is not on the class path or has no native library for this platform. */
  public static Optional<AccpScheme> load() {
    return switch (AccpProvider.find()) {
      case AccpProvider.Loaded(Provider provider) -> Optional.of(new AccpScheme(provider));
      case AccpProvider.Absent absent -> Optional.empty();
    };
  }

  @Override
  public String name() {
    return "ACCP";
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
    if (message.length > MESSAGE_BYTES_MAX) {
      return portable.verify(key, message, signature);
    }
    try {
      return ProviderCall.verify(provider, checked.get(), message, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // A failure of the library is no verdict about the signature: the other library gives one.
      return portable.verify(key, message, signature);
    }
  }
}

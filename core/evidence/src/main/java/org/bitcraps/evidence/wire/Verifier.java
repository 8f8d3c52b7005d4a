package org.bitcraps.evidence.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;

/**
 * The one door through which bytes become trusted: wraps the provider, never throws on bad input
 * (DESIGN X1), and is the only maker of {@link Verified}.
 */
public final class Verifier {

  private final SignatureScheme scheme;

  /** A verifier that asks {@code scheme}. */
  public Verifier(SignatureScheme scheme) {
    this.scheme = scheme;
  }

  /** The provider behind this verifier, for tables and status pages. */
  public String provider() {
    return scheme.name();
  }

  /** Whether one signature is valid by rule X1. */
  public boolean isValid(PublicKey key, byte[] message, Signature signature) {
    return scheme.verify(key, message, signature);
  }

  /** The value as verified if every signature that {@code claims} lists is valid; else empty. */
  public <T> Optional<Verified<T>> verify(
      Unverified<T> unverified, Function<? super T, List<Signed>> claims) {
    for (Signed claim : claims.apply(unverified.value())) {
      if (!claim.holds(this)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Verified<>(unverified.value()));
  }
}

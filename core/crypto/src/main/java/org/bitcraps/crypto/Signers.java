package org.bitcraps.crypto;

import java.security.SecureRandom;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Makes signers, and the 32-byte seeds they start from (RFC 8032 §5.1.5). */
public final class Signers {

  /** Length of a seed (RFC 8032's private key) in bytes. */
  public static final int SEED_BYTES = 32;

  private Signers() {}

  /**
   * A signer by the fastest library here; which one shows in no byte it signs.
   *
   * @param seed copied; the caller wipes its own
   * @throws IllegalArgumentException if it is not 32 bytes
   */
  public static Signer fromSeed(byte[] seed) {
    return switch (AccpProvider.find()) {
      case AccpProvider.Loaded(var provider) -> new AccpSigner(provider, checkLength(seed));
      case AccpProvider.Absent absent -> new BouncySigner(checkLength(seed));
    };
  }

  /** 32 fresh bytes from a generator that the caller vouches for. */
  public static byte[] newSeed(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    return seed;
  }

  /**
   * The public key of a seed.
   *
   * @throws IllegalArgumentException if it is not 32 bytes
   */
  public static PublicKey publicKey(byte[] seed) {
    byte[] encoded = new byte[PublicKey.BYTES];
    Ed25519.generatePublicKey(checkLength(seed), 0, encoded, 0);
    return PublicKey.fromBytes(encoded);
  }

  private static byte[] checkLength(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
    }
    return seed;
  }
}

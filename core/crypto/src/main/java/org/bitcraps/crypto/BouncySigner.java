package org.bitcraps.crypto;

import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs by BouncyCastle. Immutable and thread-safe; holds the seed for its life. */
final class BouncySigner implements Signer {

  private final byte[] seed;
  private final PublicKey publicKey;
  private final byte[] publicKeyBytes;

  BouncySigner(byte[] seed) {
    this.seed = seed.clone();
    this.publicKey = Signers.publicKey(seed);
    // Given to every signature: otherwise BouncyCastle derives it again, at half the speed.
    this.publicKeyBytes = publicKey.toBytes();
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public Signature sign(byte[] message) {
    byte[] signature = new byte[Signature.BYTES];
    Ed25519.sign(seed, 0, publicKeyBytes, 0, null, message, 0, message.length, signature, 0);
    return Signature.fromBytes(signature);
  }

  /** Names the public key only. */
  @Override
  public String toString() {
    return "BouncySigner[" + publicKey + "]";
  }
}

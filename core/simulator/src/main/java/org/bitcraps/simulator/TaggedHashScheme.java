package org.bitcraps.simulator;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.keys.Signer;

/**
 * Stands for signatures where nobody would forge them: H(tag ‖ public key ‖ message) ‖ public key.
 * Anybody who knows this class can forge it, which is why it lives in this room and in no other;
 * the simulator's faulty validators sign with their own keys only.
 */
public final class TaggedHashScheme implements SignatureScheme {

  private static final byte TAG = (byte) 0xf5;

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    return Arrays.equals(sign(key, message), signature.toBytes());
  }

  /** The signer of a public key. */
  public static Signer signer(PublicKey key) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return key;
      }

      @Override
      public Signature sign(byte[] message) {
        return Signature.fromBytes(TaggedHashScheme.sign(key, message));
      }
    };
  }

  private static byte[] sign(PublicKey key, byte[] message) {
    byte[] keyBytes = key.toBytes();
    MessageDigest sha = Digest.sha256();
    sha.update(TAG);
    sha.update(keyBytes);
    sha.update(message);
    byte[] signature = Arrays.copyOf(sha.digest(), Signature.BYTES);
    System.arraycopy(keyBytes, 0, signature, 32, 32);
    return signature;
  }
}

package org.bitcraps.evidence.keys;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key A = aB + T with a point T of order 8 in it, and signatures under it that every verification
 * equation accepts: R is chosen so that the challenge is a multiple of 8, which makes T vanish.
 * Only a {@link KeyCheck} can tell such a key from a sound one (X1).
 */
public final class MixedOrderKey implements Signer {

  private static final BigInteger EIGHT = BigInteger.valueOf(8);
  private static final ExactPoint BASE =
      point("5866666666666666666666666666666666666666666666666666666666666666");
  private static final ExactPoint ORDER_8 =
      point("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

  private final BigInteger secret = BigInteger.valueOf(1_320).pow(20).mod(ExactPoint.L);
  private final byte[] encoded = encode(BASE.times(secret).add(ORDER_8));

  /** Always the same key. */
  public MixedOrderKey() {}

  @Override
  public PublicKey publicKey() {
    return PublicKey.fromBytes(encoded);
  }

  @Override
  public Signature sign(byte[] message) {
    for (long nonce = 1; ; nonce++) {
      BigInteger r = BigInteger.valueOf(nonce);
      byte[] commitment = encode(BASE.times(r));
      BigInteger challenge = challenge(commitment, message);
      BigInteger reduced = challenge.mod(ExactPoint.L);
      // Some multiply by the challenge as it is, some by what is left of it modulo L.
      if (challenge.mod(EIGHT).signum() == 0 && reduced.mod(EIGHT).signum() == 0) {
        byte[] bytes = Arrays.copyOf(commitment, Signature.BYTES);
        byte[] scalar = littleEndian(r.add(reduced.multiply(secret)).mod(ExactPoint.L));
        System.arraycopy(scalar, 0, bytes, 32, 32);
        return Signature.fromBytes(bytes);
      }
    }
  }

  private BigInteger challenge(byte[] commitment, byte[] message) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-512");
      sha.update(commitment);
      sha.update(encoded);
      return new BigInteger(1, reversed(sha.digest(message)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ExactPoint point(String hex) {
    return ExactPoint.decode(HexFormat.of().parseHex(hex)).orElseThrow();
  }

  private static byte[] encode(ExactPoint point) {
    BigInteger inverse = point.z().modInverse(ExactPoint.P);
    byte[] bytes = littleEndian(point.y().multiply(inverse).mod(ExactPoint.P));
    if (point.x().multiply(inverse).mod(ExactPoint.P).testBit(0)) {
      bytes[31] |= (byte) 0x80;
    }
    return bytes;
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    byte[] shortest = reversed(value.toByteArray());
    System.arraycopy(shortest, 0, bytes, 0, Math.min(shortest.length, bytes.length));
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}

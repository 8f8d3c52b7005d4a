package org.bitcraps.evidence.keys;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A point of edwards25519 in extended coordinates (x = X/Z, y = Y/Z, xy = T/Z), with exact
 * integers: slow (a multiple takes about a millisecond) and obviously right. For public values
 * only: nothing here runs in constant time.
 *
 * <p>Source: RFC 8032 §5.1.1, §5.1.3, §5.1.4.
 */
record ExactPoint(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

  /** p = 2^255 − 19. */
  static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** L = 2^252 + 27742317777372353535851937790883648493, the prime order of the base point. */
  static final BigInteger L =
      TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The curve constant d = −121665/121666. */
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private static final BigInteger SQRT_MINUS_ONE = TWO.modPow(P.subtract(ONE).shiftRight(2), P);

  static final ExactPoint NEUTRAL = new ExactPoint(ZERO, ONE, ONE, ZERO);

  /**
   * Decodes 32 bytes by RFC 8032 §5.1.3; empty if y ≥ p, if there is no such point, or if x is 0
   * and the sign bit set.
   */
  static Optional<ExactPoint> decode(byte[] encoded) {
    byte[] bigEndian = new byte[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      bigEndian[i] = encoded[encoded.length - 1 - i];
    }
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    if (y.compareTo(P) >= 0) {
      return Optional.empty();
    }
    return rootOfX(y, odd).map(x -> new ExactPoint(x, y, ONE, x.multiply(y).mod(P)));
  }

  /** The x of the given parity with x² = (y² − 1)/(dy² + 1). */
  private static Optional<BigInteger> rootOfX(BigInteger y, boolean odd) {
    BigInteger ySquared = y.multiply(y);
    // dy² + 1 is never 0: −1/d is not a square modulo p.
    BigInteger xSquared =
        ySquared.subtract(ONE).multiply(D.multiply(ySquared).add(ONE).mod(P).modInverse(P)).mod(P);
    // p ≡ 5 (mod 8): a root, if there is one, is this power, or this power times √−1.
    BigInteger x = xSquared.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xSquared)) {
      x = x.multiply(SQRT_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(xSquared) || (odd && x.signum() == 0)) {
      return Optional.empty();
    }
    return Optional.of(x.testBit(0) == odd ? x : P.subtract(x));
  }

  /** The sum; complete, so it also doubles (RFC 8032 §5.1.4). */
  ExactPoint add(ExactPoint other) {
    BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
    BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
    BigInteger c = t.multiply(TWO).multiply(D).mod(P).multiply(other.t).mod(P);
    BigInteger d = z.multiply(TWO).multiply(other.z).mod(P);
    BigInteger e = b.subtract(a);
    BigInteger f = d.subtract(c);
    BigInteger g = d.add(c);
    BigInteger h = b.add(a);
    return new ExactPoint(
        e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
  }

  /** This point added to itself {@code scalar} ≥ 0 times. */
  ExactPoint times(BigInteger scalar) {
    ExactPoint sum = NEUTRAL;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum.add(sum);
      if (scalar.testBit(bit)) {
        sum = sum.add(this);
      }
    }
    return sum;
  }

  /** Whether this is the neutral element: x = 0 and y = 1. */
  boolean isNeutral() {
    return x.signum() == 0 && y.equals(z);
  }
}

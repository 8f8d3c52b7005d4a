package org.bitcraps.crypto;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;

/**
 * The oracle: rule X1 word for word, with exact integers in affine coordinates and nothing shared
 * with the code under test. Slow on purpose: a formula of the curve per line.
 *
 * <p>Source: RFC 8032 §5.1; DESIGN X1 (R equals enc(S·B − k·A) byte for byte).
 */
final class ReferenceEd25519 implements SignatureScheme {

  static final BigInteger P = TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D = fraction(BigInteger.valueOf(-121665), 121666);

  /** Affine x and y. */
  record Point(BigInteger x, BigInteger y) {}

  static final Point NEUTRAL = new Point(ZERO, ONE);
  static final Point BASE = decode(littleEndian(fraction(BigInteger.valueOf(4), 5)));

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    byte[] r = Arrays.copyOfRange(signature.toBytes(), 0, 32);
    BigInteger s = number(Arrays.copyOfRange(signature.toBytes(), 32, 64));
    Point a = decode(key.toBytes());
    Point rPoint = decode(r);
    if (s.compareTo(L) >= 0 || a == null || rPoint == null) {
      return false;
    }
    if (smallOrder(a) || smallOrder(rPoint) || !primeOrder(a)) {
      return false;
    }
    BigInteger k = number(sha512(r, key.toBytes(), message)).mod(L);
    Point difference = add(times(s, BASE), times(k, negate(a)));
    return Arrays.equals(encode(difference), r);
  }

  static boolean smallOrder(Point point) {
    return times(BigInteger.valueOf(8), point).equals(NEUTRAL);
  }

  static boolean primeOrder(Point point) {
    return !point.equals(NEUTRAL) && times(L, point).equals(NEUTRAL);
  }

  /** x³ = (x1y2 + x2y1)/(1 + dx1x2y1y2), y³ = (y1y2 + x1x2)/(1 − dx1x2y1y2). */
  static Point add(Point p, Point q) {
    BigInteger cross = D.multiply(p.x).multiply(q.x).multiply(p.y).multiply(q.y).mod(P);
    BigInteger x = p.x.multiply(q.y).add(q.x.multiply(p.y)).mod(P);
    BigInteger y = p.y.multiply(q.y).add(p.x.multiply(q.x)).mod(P);
    // One inversion for both denominators.
    BigInteger plus = ONE.add(cross);
    BigInteger minus = ONE.subtract(cross);
    BigInteger inverse = plus.multiply(minus).mod(P).modInverse(P);
    return new Point(
        x.multiply(inverse).multiply(minus).mod(P), y.multiply(inverse).multiply(plus).mod(P));
  }

  static Point negate(Point point) {
    return new Point(P.subtract(point.x).mod(P), point.y);
  }

  static Point times(BigInteger scalar, Point point) {
    Point sum = NEUTRAL;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      sum = scalar.testBit(bit) ? add(sum, point) : sum;
    }
    return sum;
  }

  /** Null if this is no canonical encoding of a point. */
  static Point decode(byte[] encoded) {
    BigInteger all = number(encoded);
    boolean odd = all.testBit(255);
    BigInteger y = all.clearBit(255);
    if (y.compareTo(P) >= 0) {
      return null;
    }
    BigInteger u = y.multiply(y).subtract(ONE);
    BigInteger v = D.multiply(y).multiply(y).add(ONE);
    BigInteger square = u.multiply(v.modInverse(P)).mod(P);
    BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).divide(BigInteger.valueOf(8)), P);
    if (!root.modPow(TWO, P).equals(square)) {
      root = root.multiply(TWO.modPow(P.subtract(ONE).divide(BigInteger.valueOf(4)), P)).mod(P);
    }
    if (!root.modPow(TWO, P).equals(square) || (root.equals(ZERO) && odd)) {
      return null;
    }
    return new Point(root.testBit(0) == odd ? root : P.subtract(root), y);
  }

  static byte[] encode(Point point) {
    byte[] bytes = littleEndian(point.y);
    bytes[31] |= (byte) (point.x.testBit(0) ? 0x80 : 0);
    return bytes;
  }

  static BigInteger number(byte[] littleEndian) {
    BigInteger number = ZERO;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      number = number.shiftLeft(8).add(BigInteger.valueOf(littleEndian[i] & 0xff));
    }
    return number;
  }

  static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger fraction(BigInteger numerator, long denominator) {
    return numerator.multiply(BigInteger.valueOf(denominator).modInverse(P)).mod(P);
  }
}

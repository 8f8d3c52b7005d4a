package org.bitcraps.evidence.keys;

import java.util.HexFormat;

/**
 * The part of rule X1 that needs no curve: which byte strings can be a key or a signature at all.
 *
 * <p>Providers disagree exactly here (non-canonical encodings, points of small order, S ≥ L), so
 * every {@link SignatureScheme} asks these rules first and its provider second. All numbers are
 * little-endian (RFC 8032 §5.1.2); nothing here is secret, so nothing runs in constant time. No
 * rule throws for 32- or 64-byte values.
 *
 * <p>Source: RFC 8032 §5.1.3, §5.1.7; Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs"
 * (2020), table 1; DESIGN X1.
 */
public final class SignatureRules {

  /** Raised whenever X1 calls other signatures valid: no verdict outlives its rules (X2). */
  public static final int VERSION = 1;

  private static final int POINT_BYTES = 32;
  private static final int SIGN_BIT = 0x80;

  /** p = 2^255 − 19. */
  private static final byte[] FIELD_PRIME =
      hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /** L = 2^252 + 27742317777372353535851937790883648493. */
  private static final byte[] GROUP_ORDER =
      hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  private static final byte[] ZERO = new byte[POINT_BYTES];
  private static final byte[] ONE =
      hex("0100000000000000000000000000000000000000000000000000000000000000");
  private static final byte[] MINUS_ONE =
      hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  /**
   * The y coordinates of the eight points whose order divides 8: the neutral element (1), the point
   * of order 2 (−1), two of order 4 (0), four of order 8 (the last two values, each with both
   * signs).
   */
  private static final byte[][] SMALL_ORDER_Y = {
    ONE,
    MINUS_ONE,
    ZERO,
    hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
  };

  private SignatureRules() {}

  /**
   * Whether key and signature pass every byte rule: A and R canonical and not of small order, S
   * below L. Necessary, not sufficient: that A and R are points, and the equation, is for a
   * provider to say.
   */
  public static boolean wellFormed(PublicKey key, Signature signature) {
    return wellFormed(key) && wellFormed(signature);
  }

  /** Whether A is canonical and not of small order. */
  public static boolean wellFormed(PublicKey key) {
    return pointAllowed(key.toBytes(), 0);
  }

  /** Whether R is canonical and not of small order, and S below L. */
  public static boolean wellFormed(Signature signature) {
    byte[] bytes = signature.toBytes();
    return scalarReduced(bytes, POINT_BYTES) && pointAllowed(bytes, 0);
  }

  private static boolean pointAllowed(byte[] bytes, int offset) {
    return pointCanonical(bytes, offset) && !pointOfSmallOrder(bytes, offset);
  }

  /**
   * Whether the 32 bytes encode one y below p, and not "minus zero": with y = ±1 the point's x is
   * 0, for which the sign bit must be clear.
   */
  static boolean pointCanonical(byte[] bytes, int offset) {
    if (!below(bytes, offset, FIELD_PRIME, SIGN_BIT)) {
      return false;
    }
    boolean negative = (bytes[offset + POINT_BYTES - 1] & SIGN_BIT) != 0;
    return !negative || !(sameY(bytes, offset, ONE) || sameY(bytes, offset, MINUS_ONE));
  }

  /** Whether a canonical encoding is one of the eight points whose order divides 8. */
  static boolean pointOfSmallOrder(byte[] bytes, int offset) {
    for (byte[] y : SMALL_ORDER_Y) {
      if (sameY(bytes, offset, y)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the 32 bytes are a number below L. */
  static boolean scalarReduced(byte[] bytes, int offset) {
    return below(bytes, offset, GROUP_ORDER, 0);
  }

  /** Compares from the most significant byte down, with the bits of {@code topMask} left out. */
  private static boolean below(byte[] bytes, int offset, byte[] bound, int topMask) {
    for (int i = POINT_BYTES - 1; i >= 0; i--) {
      int value = bytes[offset + i] & 0xff;
      if (i == POINT_BYTES - 1) {
        value &= ~topMask;
      }
      int limit = bound[i] & 0xff;
      if (value != limit) {
        return value < limit;
      }
    }
    return false;
  }

  private static boolean sameY(byte[] bytes, int offset, byte[] y) {
    for (int i = 0; i < POINT_BYTES - 1; i++) {
      if (bytes[offset + i] != y[i]) {
        return false;
      }
    }
    return (bytes[offset + POINT_BYTES - 1] & 0x7f) == y[POINT_BYTES - 1];
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}

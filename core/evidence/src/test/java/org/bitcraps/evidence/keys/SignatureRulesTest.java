package org.bitcraps.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each byte rule of X1 at <, =, >. */
class SignatureRulesTest {

  private static final String HONEST_R =
      "17ffad8068dc0de9935d36636f3ad1b5de6de3413b12388e453b05f2a4c1d3db";

  @Test
  void scalarMustBeBelowTheGroupOrder() {
    BigInteger order = ExactPoint.L;
    assertThat(wellFormedScalar(BigInteger.ZERO)).isTrue();
    assertThat(wellFormedScalar(order.subtract(BigInteger.ONE))).isTrue();
    assertThat(wellFormedScalar(order)).isFalse();
    assertThat(wellFormedScalar(order.add(BigInteger.ONE))).isFalse();
    assertThat(wellFormedScalar(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))).isFalse();
  }

  @Test
  void pointMustBeBelowTheFieldPrimeWhateverItsSign() {
    BigInteger prime = ExactPoint.P;
    for (int sign = 0; sign <= 1; sign++) {
      // p − 1 itself is of order 2: p − 2 is the largest y that can be allowed.
      assertThat(allowed(prime.subtract(BigInteger.TWO), sign)).isTrue();
      for (int above = 0; above < 19; above++) {
        assertThat(allowed(prime.add(BigInteger.valueOf(above)), sign)).isFalse();
      }
    }
  }

  @Test
  void minusZeroIsNotCanonical() {
    BigInteger minusOne = ExactPoint.P.subtract(BigInteger.ONE);
    assertThat(canonical(BigInteger.ONE, 0)).isTrue();
    assertThat(canonical(BigInteger.ONE, 1)).isFalse();
    assertThat(canonical(minusOne, 0)).isTrue();
    assertThat(canonical(minusOne, 1)).isFalse();
    assertThat(canonical(BigInteger.TWO, 1)).isTrue();
  }

  /** The list is complete and minimal: the eight multiples of a point of order 8, and no other. */
  @Test
  void smallOrderEncodingsAreExactlyTheEightPointsOfTheTorsionSubgroup() {
    ExactPoint generator =
        ExactPoint.decode(
                HexFormat.of()
                    .parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"))
            .orElseThrow();
    assertThat(generator.times(BigInteger.valueOf(4)).isNeutral()).isFalse();
    assertThat(generator.times(BigInteger.valueOf(8)).isNeutral()).isTrue();
    for (int multiple = 0; multiple < 8; multiple++) {
      byte[] encoded = encode(generator.times(BigInteger.valueOf(multiple)));
      assertThat(SignatureRules.pointCanonical(encoded, 0)).isTrue();
      assertThat(SignatureRules.pointOfSmallOrder(encoded, 0)).as("multiple %d", multiple).isTrue();
      assertThat(SignatureRules.wellFormed(PublicKey.fromBytes(encoded))).isFalse();
    }
    for (int y = 2; y < 200; y++) {
      assertThat(SignatureRules.pointOfSmallOrder(littleEndian(BigInteger.valueOf(y), 0), 0))
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("oneBadPart")
  void oneBadPartIsEnough(String key, String r, String s, boolean expected) {
    assertThat(SignatureRules.wellFormed(PublicKey.fromHex(key), Signature.fromHex(r + s)))
        .isEqualTo(expected);
  }

  static Stream<Object[]> oneBadPart() {
    String key = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
    String small = "0100000000000000000000000000000000000000000000000000000000000000";
    String s = "ddc7dcf17e98ff66dedd0a3ed164063f42411edeb40934d00de7d0aea848c804";
    String tooLarge = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    return Stream.of(
        new Object[] {key, HONEST_R, s, true},
        new Object[] {small, HONEST_R, s, false},
        new Object[] {key, small, s, false},
        new Object[] {key, HONEST_R, tooLarge, false});
  }

  private static boolean wellFormedScalar(BigInteger s) {
    return SignatureRules.wellFormed(
        Signature.fromHex(HONEST_R + HexFormat.of().formatHex(littleEndian(s, 0))));
  }

  private static boolean allowed(BigInteger y, int sign) {
    return SignatureRules.wellFormed(PublicKey.fromBytes(littleEndian(y, sign)));
  }

  private static boolean canonical(BigInteger y, int sign) {
    return SignatureRules.pointCanonical(littleEndian(y, sign), 0);
  }

  private static byte[] encode(ExactPoint point) {
    BigInteger inverse = point.z().modInverse(ExactPoint.P);
    BigInteger x = point.x().multiply(inverse).mod(ExactPoint.P);
    BigInteger y = point.y().multiply(inverse).mod(ExactPoint.P);
    return littleEndian(y, x.testBit(0) ? 1 : 0);
  }

  private static byte[] littleEndian(BigInteger value, int sign) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    bytes[31] |= (byte) (sign << 7);
    return bytes;
  }
}

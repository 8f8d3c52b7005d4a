package org.bitcraps.evidence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactKeyCheckTest {

  private final KeyCheck check = new ExactKeyCheck();

  /** The base point, the five public keys of RFC 8032 §7.1. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5866666666666666666666666666666666666666666666666666666666666666",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf"
      })
  void acceptsPointsOfThePrimeOrderSubgroup(String hex) {
    assertThat(check.isValid(PublicKey.fromHex(hex))).isTrue();
  }

  /** speccheck cases 3 to 5: an honest point plus one of order 8. */
  @Test
  void refusesMixedOrder() {
    byte[] mixed =
        HexFormat.of().parseHex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d");
    ExactPoint point = ExactPoint.decode(mixed).orElseThrow();
    assertThat(point.times(ExactPoint.L).isNeutral()).isFalse();
    assertThat(check.isValid(PublicKey.fromBytes(mixed))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // neutral element; order 2; order 4; order 8
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        // y = p + 3, not canonical although 3 is the y of a point
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // y = 2 is the y of no point
        "0200000000000000000000000000000000000000000000000000000000000000",
        // all ones
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refusesSmallOrderNonCanonicalAndNoPoint(String hex) {
    assertThat(check.isValid(PublicKey.fromHex(hex))).isFalse();
  }

  @Test
  void threeIsTheYOfAPointAndTwoIsNot() {
    byte[] three = new byte[32];
    three[0] = 3;
    byte[] two = new byte[32];
    two[0] = 2;
    assertThat(ExactPoint.decode(three)).isPresent();
    assertThat(ExactPoint.decode(two)).isEmpty();
  }
}

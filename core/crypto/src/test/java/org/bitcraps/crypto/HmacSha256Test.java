package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacSha256Test {

  /** RFC 4231 §4.3 (test case 2: key "Jefe"). */
  @Test
  void givesTheCodeOfTheRfcHoweverTheTextIsCut() {
    byte[] key = "Jefe".getBytes(StandardCharsets.US_ASCII);
    byte[] what = "what do ya want ".getBytes(StandardCharsets.US_ASCII);
    byte[] rest = "for nothing?".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(HmacSha256.mac(key, what, rest)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}

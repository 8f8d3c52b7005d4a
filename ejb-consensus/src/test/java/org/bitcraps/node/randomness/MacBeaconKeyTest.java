package org.bitcraps.node.randomness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.junit.jupiter.api.Test;

/** DESIGN R1: secret = HMAC(beacon key, tag ‖ chain ‖ table ‖ round). */
class MacBeaconKeyTest {

  private static final byte[] KEY = "thirty-two bytes of beacon key..".getBytes(US_ASCII);
  private static final ChainId CHAIN = new ChainId(Digest.fromHex("ab".repeat(32)));

  private static DiceSecret secret(int table, long round) {
    MacBeaconKey key = new MacBeaconKey(message -> HmacSha256.mac(KEY, message));
    return key.secret(new DrawId(CHAIN, new TableId(table), round));
  }

  @Test
  void is_the_code_of_the_bytes_that_the_rule_names() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    byte[] expected =
        mac.doFinal(HexFormat.of().parseHex("50" + "ab".repeat(32) + "0003" + "0000000000000102"));

    assertThat(secret(3, 0x102).value().toBytes()).isEqualTo(expected);
  }

  @Test
  void is_the_same_for_the_same_draw_and_another_for_every_other() {
    assertThat(secret(1, 1)).isEqualTo(secret(1, 1));
    assertThat(secret(1, 1)).isNotEqualTo(secret(1, 2));
    assertThat(secret(1, 1)).isNotEqualTo(secret(2, 1));
  }
}

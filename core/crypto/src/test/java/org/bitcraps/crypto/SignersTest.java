package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signer;
import org.junit.jupiter.api.Test;

class SignersTest {

  /** RFC 8032 §7.1: the secret key gives this public key and exactly these signature bytes. */
  @Test
  void everySignerMakesTheSignaturesOfTheRfc() {
    for (JsonNode row : Vectors.read("rfc8032-ed25519")) {
      for (Signer signer : signers(Vectors.hex(row, "secret_key"))) {
        assertThat(signer.publicKey().hex()).isEqualTo(row.get("pub_key").asText());
        assertThat(signer.sign(Vectors.hex(row, "message")).hex())
            .as(signer.toString())
            .isEqualTo(row.get("signature").asText());
      }
    }
  }

  @Test
  void signersMakeTheSameBytesAtEveryLength() {
    long seed = Long.getLong("seed", new SecureRandom().nextLong());
    System.out.println("SignersTest seed " + seed);
    Random random = new Random(seed);
    List<Integer> lengths =
        List.of(0, 1, 63, 64, 65, 111, 112, 127, 128, 200, 4096, 1 << 20, (1 << 20) + 1);
    for (int length : lengths) {
      byte[] key = new byte[32];
      byte[] message = new byte[length];
      random.nextBytes(key);
      random.nextBytes(message);
      List<Signer> signers = signers(key);
      assertThat(signers)
          .extracting(signer -> signer.sign(message))
          .containsOnly(signers.getFirst().sign(message));
      for (var column : Providers.all()) {
        assertThat(
                column.verdict(
                    signers.getFirst().publicKey(), message, signers.getFirst().sign(message)))
            .as("%s, %d bytes", column.name(), length)
            .isTrue();
      }
    }
  }

  @Test
  void aSignerCopiesItsSeedAndNeverShowsIt() {
    byte[] seed = HexFormat.of().parseHex("07".repeat(32));
    Signer signer = Signers.fromSeed(seed);
    PublicKey before = signer.publicKey();
    byte[] message = {1, 2, 3};
    var signature = signer.sign(message);
    Arrays.fill(seed, (byte) 0);
    assertThat(signer.publicKey()).isEqualTo(before);
    assertThat(signer.sign(message)).isEqualTo(signature);
    assertThat(signer.toString()).contains(before.hex()).doesNotContain("0707");
    assertThat(new BouncySigner(new byte[32]).toString()).doesNotContain("0000000000");
  }

  @Test
  void aSeedHas32Bytes() {
    assertThat(Signers.newSeed(new SecureRandom())).hasSize(32);
    for (int length : new int[] {0, 31, 33, 64}) {
      assertThatThrownBy(() -> Signers.fromSeed(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Signer> signers(byte[] seed) {
    Signer best = Signers.fromSeed(seed);
    if (Providers.accp().isPresent()) {
      assertThat(best).isInstanceOf(AccpSigner.class);
    }
    return List.of(best, new BouncySigner(seed));
  }
}

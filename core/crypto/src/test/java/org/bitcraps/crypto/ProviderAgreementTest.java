package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bitcraps.crypto.Providers.Column;
import org.bitcraps.crypto.ReferenceEd25519.Point;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nobody throws and everybody agrees, whatever the bytes are: flipped bits, random bytes, and
 * signatures that an attacker builds with points of small order. Repeat a run with {@code
 * -Dseed=…}.
 */
class ProviderAgreementTest {

  private static final int ROUNDS = 90;

  private static final Point ORDER_EIGHT =
      ReferenceEd25519.decode(Vectors.plain("ed25519-speccheck").get(0).key().toBytes());

  private final long seed = Long.getLong("seed", new SecureRandom().nextLong());
  private final Random random = new Random(seed);
  private final List<Column> columns = Providers.all();
  private boolean finished;

  @BeforeEach
  void printSeed() {
    System.out.println("ProviderAgreementTest seed " + seed);
  }

  @AfterEach
  void sayHowToRepeat() {
    if (!finished) {
      System.out.println("repeat with -Dseed=" + seed);
    }
  }

  @Test
  void anUntouchedSignatureIsAcceptedAndOneFlippedBitRefused() {
    Signer signer = Signers.fromSeed(bytes(32));
    byte[] message = bytes(100);
    Signature signature = signer.sign(message);
    assertThat(verdict(signer.publicKey().toBytes(), message, signature.toBytes())).isTrue();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] key = signer.publicKey().toBytes();
      byte[] text = message.clone();
      byte[] signed = signature.toBytes();
      byte[] victim = List.of(key, text, signed).get(round % 3);
      victim[random.nextInt(victim.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(verdict(key, text, signed)).isFalse();
    }
    finished = true;
  }

  @Test
  void randomBytesAreRefused() {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(verdict(bytes(32), bytes(random.nextInt(300)), bytes(64))).isFalse();
    }
    for (int edge : new int[] {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      byte[] key = new byte[32];
      byte[] signature = new byte[64];
      Arrays.fill(key, (byte) edge);
      Arrays.fill(signature, (byte) edge);
      assertThat(verdict(key, new byte[0], signature)).isFalse();
    }
    finished = true;
  }

  /**
   * What only the owner of a key can make: R, or A, or both, shifted by a point of small order,
   * with S fitting. Libraries without the rule part ways here. Refused unless both shifts are 0.
   */
  @Test
  void everyShiftByAPointOfSmallOrderIsRefusedAlike() {
    for (int shiftOfR = 0; shiftOfR < 8; shiftOfR++) {
      for (int shiftOfA = 0; shiftOfA < 8; shiftOfA++) {
        byte[] message = bytes(40);
        BigInteger a = new BigInteger(250, random).add(BigInteger.ONE);
        BigInteger r = new BigInteger(250, random).add(BigInteger.ONE);
        byte[] key = shifted(a, shiftOfA);
        byte[] encodedR = shifted(r, shiftOfR);
        BigInteger k =
            ReferenceEd25519.number(ReferenceEd25519.sha512(encodedR, key, message))
                .mod(ReferenceEd25519.L);
        BigInteger s = r.add(k.multiply(a)).mod(ReferenceEd25519.L);
        byte[] signature = new byte[64];
        System.arraycopy(encodedR, 0, signature, 0, 32);
        System.arraycopy(ReferenceEd25519.littleEndian(s), 0, signature, 32, 32);
        assertThat(verdict(key, message, signature))
            .as("R + %d T, A + %d T", shiftOfR, shiftOfA)
            .isEqualTo(shiftOfR == 0 && shiftOfA == 0);
      }
    }
    finished = true;
  }

  /** The key checks, on random encodings of every kind and on all shifts of honest keys. */
  @Test
  void keyChecksAgree() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] encoded =
          round % 2 == 0
              ? bytes(32)
              : shifted(new BigInteger(250, random).add(BigInteger.ONE), round / 2 % 8);
      PublicKey key = PublicKey.fromBytes(encoded);
      Point point = ReferenceEd25519.decode(encoded);
      boolean expected = point != null && ReferenceEd25519.primeOrder(point);
      assertThat(new BouncyKeyCheck().isValid(key)).as(key.hex()).isEqualTo(expected);
      assertThat(new ExactKeyCheck().isValid(key)).as(key.hex()).isEqualTo(expected);
    }
    finished = true;
  }

  /**
   * The verdict all providers share; also asks each scheme alone, as a caller would that forgot the
   * key check.
   */
  private boolean verdict(byte[] key, byte[] message, byte[] signature) {
    PublicKey publicKey = PublicKey.fromBytes(key);
    Signature signed = Signature.fromBytes(signature);
    boolean expected = columns.getLast().scheme().verify(publicKey, message, signed);
    for (Column column : columns) {
      assertThat(column.verdict(publicKey, message, signed)).as(column.name()).isEqualTo(expected);
      assertThat(column.scheme().verify(publicKey, message, signed))
          .as("%s without key check", column.name())
          .isEqualTo(expected);
    }
    return expected;
  }

  private static byte[] shifted(BigInteger scalar, int multipleOfOrderEight) {
    return ReferenceEd25519.encode(
        ReferenceEd25519.add(
            ReferenceEd25519.times(scalar, ReferenceEd25519.BASE),
            ReferenceEd25519.times(BigInteger.valueOf(multipleOfOrderEight), ORDER_EIGHT)));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

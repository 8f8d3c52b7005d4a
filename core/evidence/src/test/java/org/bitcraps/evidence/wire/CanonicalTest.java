package org.bitcraps.evidence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.bitcraps.evidence.sample.WireSample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** X3 for every format: one encoding per value, decode ∘ encode = identity, nothing trailing. */
class CanonicalTest {

  static List<WireSample> samples() {
    return WireSample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void decodingWhatWasEncodedGivesTheValue(WireSample sample) {
    byte[] bytes = sample.bytes();
    Object decoded = sample.decode().apply(bytes);
    assertThat(decoded).isEqualTo(sample.value()).hasSameHashCodeAs(sample.value());
    assertThat(sample.encode().apply(decoded)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyTruncationIsRefused(WireSample sample) {
    byte[] bytes = sample.bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> sample.decode().apply(truncated))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void trailingBytesAreRefused(WireSample sample) {
    byte[] bytes = sample.bytes();
    for (int extra : new int[] {1, 2, bytes.length}) {
      byte[] longer = Arrays.copyOf(bytes, bytes.length + extra);
      assertThatThrownBy(() -> sample.decode().apply(longer))
          .isInstanceOf(MalformedException.class);
    }
  }

  /** Each bit flipped, and some other values: refused, or another value with just these bytes. */
  @ParameterizedTest
  @MethodSource("samples")
  void everyOtherByteIsRefusedOrMeansSomethingElse(WireSample sample) {
    byte[] bytes = sample.bytes();
    long seed = 0x5EED0000L + sample.name().hashCode();
    Random random = new Random(seed);
    for (int position = 0; position < bytes.length; position++) {
      byte[] candidates = new byte[13];
      random.nextBytes(candidates);
      for (int bit = 0; bit < 8; bit++) {
        candidates[bit] = (byte) (bytes[position] ^ 1 << bit);
      }
      candidates[8] = 0;
      candidates[9] = (byte) 0xff;
      for (byte candidate : candidates) {
        if (candidate != bytes[position]) {
          int at = position;
          byte[] changed = bytes.clone();
          changed[position] = candidate;
          isRefusedOrMeansSomethingElse(
              sample, changed, () -> "seed %d, byte %d = %d".formatted(seed, at, candidate));
        }
      }
    }
  }

  /** Bytes inserted, removed, exchanged, repeated: the same holds. */
  @ParameterizedTest
  @MethodSource("samples")
  void mangledBytesAreRefusedOrMeanSomethingElse(WireSample sample) {
    byte[] bytes = sample.bytes();
    long seed = 0x5EED1000L + sample.name().hashCode();
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      int number = round;
      byte[] mangled = mangled(bytes, random);
      if (!Arrays.equals(mangled, bytes)) {
        isRefusedOrMeansSomethingElse(
            sample, mangled, () -> "seed %d, round %d".formatted(seed, number));
      }
    }
  }

  private static byte[] mangled(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(64, bytes.length - from) + 1);
    int to = random.nextInt(bytes.length);
    byte[] cut = Arrays.copyOfRange(bytes, from, from + length);
    return switch (random.nextInt(3)) {
      case 0 -> splice(bytes, from, from + length, new byte[0]);
      case 1 -> splice(bytes, to, to, cut);
      default -> splice(bytes, to, Math.min(bytes.length, to + length), cut);
    };
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }

  private static void isRefusedOrMeansSomethingElse(
      WireSample sample, byte[] changed, Supplier<String> which) {
    Optional<Object> decoded;
    try {
      decoded = Optional.of(sample.decode().apply(changed));
    } catch (MalformedException refused) {
      decoded = Optional.empty(); // Anything else that is thrown fails the test.
    }
    decoded.ifPresent(other -> {
      assertThat(other).as(which).isNotEqualTo(sample.value());
      assertThat(sample.encode().apply(other)).as(which).isEqualTo(changed);
    });
  }
}

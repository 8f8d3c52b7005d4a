package org.bitcraps.evidence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader at its limits (X3), and the writer it mirrors. */
class DecoderTest {

  private static final int MAX = 1 << 16;

  @Test
  void numbersAreBigEndianAndCoverTheirRange() {
    byte[] bytes =
        new Encoder()
            .u8(0)
            .u8(255)
            .u16(0)
            .u16(0xfffe)
            .u31(0)
            .u31(Integer.MAX_VALUE)
            .u63(0)
            .u63(Long.MAX_VALUE)
            .u63(0x0102030405060708L)
            .toBytes();
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("00ff0000fffe000000007fffffff00000000000000007fffffffffffffff0102030405060708");
    List<Long> read =
        Decoder.decode(
            bytes,
            MAX,
            in ->
                List.of(
                    (long) in.u8("a"),
                    (long) in.u8("b"),
                    (long) in.u16("c"),
                    (long) in.u16("d"),
                    (long) in.u31("e"),
                    (long) in.u31("f"),
                    in.u63("g"),
                    in.u63("h"),
                    in.u63("i")));
    assertThat(read)
        .containsExactly(
            0L,
            255L,
            0L,
            0xfffeL,
            0L,
            (long) Integer.MAX_VALUE,
            0L,
            Long.MAX_VALUE,
            0x0102030405060708L);
  }

  @Test
  void negativeNumbersAreRefused() {
    refused("80000000", "length", in -> in.u31("length"));
    refused("ffffffff", "length", in -> in.u31("length"));
    refused("8000000000000000", "amount", in -> in.u63("amount"));
    refused("ffffffffffffffff", "amount", in -> in.u63("amount"));
    refused("ffffffff00", "body", in -> in.bytes(MAX, "body"));
    refused("ffffffff00", "items", in -> in.list(MAX, 1, "items", each -> each.u8("item")));
  }

  @Test
  void theEncoderRefusesWhatItsFieldsCannotHold() {
    for (Function<Encoder, Encoder> write :
        List.<Function<Encoder, Encoder>>of(
            out -> out.u8(-1),
            out -> out.u8(256),
            out -> out.u16(-1),
            out -> out.u16(65_536),
            out -> out.u31(-1),
            out -> out.u63(-1))) {
      assertThatThrownBy(() -> write.apply(new Encoder()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "03", "80", "ff"})
  void flagsAreZeroOrOne(String hex) {
    refused(hex, "flag", in -> in.flag("flag"));
    refused(hex + "00", "origin", in -> in.optional("origin", each -> each.u8("x")));
  }

  @Test
  void tagsMustBeTheExpectedOne() {
    assertThatCode(() -> decode("20", in -> tag(in, DomainTag.BET))).doesNotThrowAnyException();
    refused("21", "tag", in -> tag(in, DomainTag.BET));
  }

  @Test
  void lengthsAreCheckedAtTheLimit() {
    assertThat(decode("00000002abcd", in -> in.bytes(2, "body")))
        .isEqualTo(new byte[] {(byte) 0xab, (byte) 0xcd});
    refused("00000002abcd", "body", in -> in.bytes(1, "body"));
    refused("00000002ab", "body", in -> in.bytes(2, "body"));
    assertThat(decode("000000020102", in -> in.list(2, 1, "items", each -> each.u8("item"))))
        .isEqualTo(List.of(1, 2));
    refused("000000020102", "items", in -> in.list(1, 1, "items", each -> each.u8("item")));
    refused("0000000201", "items", in -> in.list(2, 1, "items", each -> each.u8("item")));
  }

  @Test
  void theWholeMessageHasALimit() {
    byte[] whole = Decoder.decode(new byte[3], 3, in -> in.fixed(3, "all"));
    assertThat(whole).hasSize(3);
    assertThatThrownBy(() -> Decoder.decode(new byte[3], 2, in -> in.fixed(3, "all")))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo("message"));
  }

  @Test
  void trailingBytesAreRefused() {
    refused("0102", "end", in -> in.u8("one"));
    refused("00", "end", in -> "nothing was read");
  }

  @Test
  void aRecordsOwnRefusalIsTheBytesFault() {
    refused(
        "00",
        "message",
        in -> {
          throw new IllegalArgumentException("stakes contradict each other");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080", // overlong NUL
        "c1bf", // overlong
        "e08080", // overlong, three bytes
        "eda080", // a surrogate
        "f4908080", // above U+10FFFF
        "80", // a continuation alone
        "c3", // cut short
        "fe"
      })
  void textMustBeWellFormedUtf8(String hex) {
    String length = "%08x".formatted(hex.length() / 2);
    refused(length + hex, "name", in -> in.text(64, "name"));
  }

  @Test
  void textWithoutUtf8IsNotEncoded() {
    // String.getBytes would write '?', and two names would share one chain id.
    for (String unpaired : List.of("\ud800", "a\udc00", "\udc00\ud800")) {
      assertThatThrownBy(() -> new Encoder().text(unpaired))
          .isInstanceOf(IllegalArgumentException.class);
    }
    String text = "Würfel \ud83c\udfb2 \u0000";
    byte[] bytes = new Encoder().text(text).toBytes();
    assertThat(bytes).endsWith(text.getBytes(StandardCharsets.UTF_8));
    String read = Decoder.decode(bytes, MAX, in -> in.text(64, "name"));
    assertThat(read).isEqualTo(text);
  }

  @Test
  void optionalsHaveOneEncodingEach() {
    assertThat(decode("00", in -> in.optional("x", each -> each.u8("x"))))
        .isEqualTo(Optional.empty());
    assertThat(decode("0105", in -> in.optional("x", each -> each.u8("x"))))
        .isEqualTo(Optional.of(5));
  }

  @Test
  void theEncoderGrowsFromNothingAndFromItsLimit() {
    Encoder out = new Encoder(0);
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    out.u8(1).fixed(large).u63(2);
    assertThat(out.size()).isEqualTo(100_009);
    assertThat(out.toBytes()).hasSize(100_009).endsWith(7, 0, 0, 0, 0, 0, 0, 0, 2);
  }

  /** A count or length that the bytes cannot hold is refused before anything is made for it. */
  @Test
  void hugeCountsAllocateNothing() throws ReflectiveOperationException {
    // 16 million: a reader that believes it fails the assertion below, not the whole JVM.
    byte[] huge = HexFormat.of().parseHex("00ffffff");
    byte[] prefixOfBlock = prefix(Samples.block().toWire(), Samples.block().bodies().size() * 32);
    byte[] prefixOfCertificate = prefix(SampleChain.certificate(Samples.commit()).toWire(), 3 * 66);
    byte[] promise = promise(Samples.batch().header().toWire());
    Parameters limits = SampleChain.limits();
    List<Runnable> attacks =
        List.of(
            () -> Decoder.decode(huge, MAX, in -> in.bytes(Integer.MAX_VALUE, "body")),
            () -> Decoder.decode(huge, MAX, in -> in.text(Integer.MAX_VALUE, "body")),
            () -> Decoder.decode(huge, MAX, in -> in.digests(Integer.MAX_VALUE, "digests")),
            () ->
                Decoder.decode(
                    huge,
                    MAX,
                    in -> in.list(Integer.MAX_VALUE, 1, "items", each -> each.u8("item"))),
            () -> Decoder.decode(patched(prefixOfBlock, 4_096), MAX, Block::decode),
            () ->
                Decoder.decode(
                    patched(prefixOfCertificate, 1_000), MAX, QuorumCertificate::decodeCommit),
            () -> Decoder.decode(promise, MAX, in -> BetBatch.decode(in, 65_536)),
            () ->
                Decoder.decode(
                    HexFormat.of().parseHex("00000fffff"),
                    MAX,
                    in -> BatchBody.decode(in, limits)));
    attacks.forEach(DecoderTest::isRefused); // classes are loaded before anything is measured
    for (int i = 0; i < attacks.size(); i++) {
      long before = allocatedBytes();
      isRefused(attacks.get(i));
      assertThat(allocatedBytes() - before).as("bytes of attack %d", i).isLessThan(64 * 1024);
    }
  }

  /** What this thread ever allocated. By name: this module requires nothing but java.base. */
  private static long allocatedBytes() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (Long) allocated.invoke(threads);
  }

  private static byte[] prefix(byte[] bytes, int withoutLast) {
    return Arrays.copyOf(bytes, bytes.length - withoutLast);
  }

  /** The count that ends {@code bytes} says {@code count}. */
  private static byte[] patched(byte[] bytes, int count) {
    byte[] patched = bytes.clone();
    patched[patched.length - 2] = (byte) (count >>> 8);
    patched[patched.length - 1] = (byte) count;
    return patched;
  }

  /** A header that promises 65536 bets of 122 bytes. */
  private static byte[] promise(byte[] header) {
    byte[] patched = header.clone();
    byte[] promise = new Encoder().u31(65_536).u31(65_536 * 122).toBytes();
    System.arraycopy(promise, 0, patched, 52, promise.length);
    return patched;
  }

  private static void isRefused(Runnable attack) {
    try {
      attack.run();
    } catch (MalformedException refused) {
      return;
    }
    throw new AssertionError("accepted");
  }

  private static Object tag(Decoder in, DomainTag expected) {
    in.tag(expected);
    return expected;
  }

  private static Object decode(String hex, Function<Decoder, ?> read) {
    return Decoder.decode(HexFormat.of().parseHex(hex), MAX, read::apply);
  }

  private static void refused(String hex, String field, Function<Decoder, ?> read) {
    assertThatThrownBy(() -> decode(hex, read))
        .as(hex)
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}

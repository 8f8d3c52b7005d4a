package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.jms.Envelope.Reason.BAD_SENDER;
import static org.bitcraps.jms.Envelope.Reason.NOT_BYTES;
import static org.bitcraps.jms.Envelope.Reason.TOO_LARGE;
import static org.bitcraps.jms.Envelope.Reason.UNKNOWN_KIND;
import static org.bitcraps.jms.Envelope.Reason.UNREADABLE;

import com.github.luben.zstd.Zstd;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.bitcraps.jms.Envelope.Kind;
import org.bitcraps.jms.Envelope.Reading;
import org.junit.jupiter.api.Test;

/** Reading and writing; over a broker in {@link LinkAndInboxTest}. */
class EnvelopeTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void aSenderIsShortVisibleText() {
    for (String bad : new String[] {"", "a b", "a\n", "ä", "x".repeat(65)}) {
      assertThatThrownBy(() -> Envelope.of(Kind.PEER, bad, new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Envelope.of(Kind.PEER, "x".repeat(64), new byte[0]).sender()).hasSize(64);
  }

  @Test
  void aBodyHasALimit() {
    byte[] largest = new byte[Envelope.BODY_BYTES_MAX];
    assertThat(Envelope.of(Kind.BODY, "g", largest).body()).isSameAs(largest);
    assertThatThrownBy(() -> Envelope.of(Kind.BODY, "g", new byte[Envelope.BODY_BYTES_MAX + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyAWellFormedTraceIsKept() {
    Envelope plain = Envelope.of(Kind.PEER, "v0", new byte[1]);
    assertThat(plain.withTraceparent(TRACE).traceparent()).contains(TRACE);
    for (String bad :
        new String[] {
          null,
          "",
          TRACE + "0",
          TRACE.replace('4', 'G'),
          TRACE.toUpperCase(Locale.ROOT),
          "01" + TRACE.substring(2),
          "00-" + "0".repeat(32) + TRACE.substring(35),
          TRACE.substring(0, 36) + "0".repeat(16) + TRACE.substring(52)
        }) {
      assertThat(plain.withTraceparent(bad)).as(bad).isEqualTo(plain);
    }
  }

  @Test
  void aBodyAtTheLimitIsReadAndOneByteMoreIsNotAllocated() {
    assertThat(Envelope.read(message("PEER", "v0", 100), 100)).isInstanceOf(Reading.Accepted.class);
    assertRefused(message("PEER", "v0", 101), TOO_LARGE);
    // A body whose length is a lie of 2 GB and more: allocating it would be an error.
    assertRefused(message("PEER", "v0", 1L << 40), TOO_LARGE);
    assertRefused(message("PEER", "v0", -1), TOO_LARGE);
  }

  @Test
  void whateverIsNoEnvelopeIsARefusal() {
    assertRefused(message(null, "v0", 1), UNKNOWN_KIND);
    assertRefused(message("peer", "v0", 1), UNKNOWN_KIND);
    assertRefused(message("VOTE", "v0", 1), UNKNOWN_KIND);
    assertRefused(message("PEER", null, 1), BAD_SENDER);
    assertRefused(message("PEER", "", 1), BAD_SENDER);
    assertRefused(message("PEER", "x".repeat(65), 1), BAD_SENDER);
    assertRefused(message("PEER", "v0\u001b[2J", 1), BAD_SENDER);
    assertRefused(null, NOT_BYTES);
    assertRefused(throwing(new JMSException("no")), UNREADABLE);
    assertRefused(throwing(new IndexOutOfBoundsException("no")), UNREADABLE);
  }

  @Test
  void everyKindReadsBack() {
    for (Kind kind : Kind.values()) {
      assertThat(Envelope.read(message(kind.name(), "v0", 3), 100))
          .isEqualTo(new Reading.Accepted(Envelope.of(kind, "v0", new byte[3])));
    }
  }

  @Test
  void aLargeBodyTravelsSmallerAndIsReadAsItWas() {
    Compression compression = Compression.above(1_000);
    for (int size : new int[] {1_000, 5_000, 1 << 20}) {
      byte[] body = text(size);
      byte[] frame = compression.packed(body).orElseThrow();
      assertThat(frame).hasSizeLessThan(size / 2);
      assertThat(Envelope.read(message(Envelope.ZSTD, frame), 1 << 20))
          .isEqualTo(new Reading.Accepted(Envelope.of(Kind.BODY, "v0", body)));
    }
    assertThat(compression.packed(text(999))).as("too small").isEmpty();
    assertThat(compression.ratio()).isGreaterThan(2);
  }

  @Test
  void whatDoesNotShrinkOrShrinksTooWellTravelsAsItIs() {
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);
    Compression compression = Compression.above(1_000);
    assertThat(compression.packed(noise)).isEmpty();
    assertThat(compression.ratio()).isEqualTo(1);
    assertThat(compression.packed(new byte[1 << 20])).as("who would believe it").isEmpty();
    assertThat(Compression.above(0).packed(text(1 << 20))).as("switched off").isEmpty();
    assertThat(Compression.OFF.ratio()).isNaN();
  }

  /** Whatever stands there, it is refused as a value, and nothing large is allocated for it. */
  @Test
  void aFrameThatIsNoneIsRefused() {
    byte[] body = text(5_000);
    byte[] good = Compression.above(1).packed(body).orElseThrow();
    assertReason(message("gzip", good), 5_000, Envelope.Reason.BAD_ENCODING);
    assertReason(message("", good), 5_000, Envelope.Reason.BAD_ENCODING);
    assertReason(message(Envelope.ZSTD, body), 5_000, Envelope.Reason.BAD_ENCODING);
    assertReason(message(Envelope.ZSTD, new byte[0]), 5_000, Envelope.Reason.BAD_ENCODING);
    assertReason(message(Envelope.ZSTD, good), 4_999, TOO_LARGE);
    assertReason(
        message(Envelope.ZSTD, Zstd.compress(new byte[0])), 5_000, Envelope.Reason.BAD_ENCODING);
    byte[] twice = Arrays.copyOf(good, 2 * good.length);
    System.arraycopy(good, 0, twice, good.length, good.length);
    assertReason(message(Envelope.ZSTD, twice), 1 << 20, Envelope.Reason.BAD_ENCODING);
    for (int length = 0; length < good.length; length++) {
      byte[] torn = Arrays.copyOf(good, length);
      assertThat(Envelope.read(message(Envelope.ZSTD, torn), 1 << 20))
          .as("torn at " + length)
          .isInstanceOf(Reading.Refused.class);
    }
    byte[] bomb = Zstd.compress(new byte[64 << 20]);
    assertThat(bomb).hasSizeLessThan(10_000);
    assertReason(message(Envelope.ZSTD, bomb), 64 << 20, Envelope.Reason.BAD_ENCODING);
  }

  /** A flipped bit may give another body: what is signed inside says so. Never anything else. */
  @Test
  void aDamagedFrameIsAnotherBodyOrRefused() {
    byte[] good = Compression.above(1).packed(text(5_000)).orElseThrow();
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      switch (Envelope.read(message(Envelope.ZSTD, bad), 1 << 20)) {
        case Reading.Refused refused ->
            assertThat(refused.reason()).isEqualTo(Envelope.Reason.BAD_ENCODING);
        case Reading.Accepted accepted ->
            assertThat(accepted.envelope().body().length)
                .isLessThanOrEqualTo(Compression.TIMES_MAX * bad.length);
      }
    }
  }

  private static byte[] text(int size) {
    byte[] text = new byte[size];
    Random random = new Random(7);
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ('a' + random.nextInt(4));
    }
    return text;
  }

  private static void assertReason(Message message, int bytesMax, Envelope.Reason reason) {
    assertThat(Envelope.read(message, bytesMax))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  /** A message from v0 that has these bytes. */
  private static BytesMessage message(String encoding, byte[] bytes) {
    return stub((method, argument) ->
        switch (method) {
          case "getStringProperty" ->
              switch (String.valueOf(argument)) {
                case Envelope.KIND -> "BODY";
                case Envelope.SENDER -> "v0";
                case Envelope.ENCODING -> encoding;
                default -> null;
              };
          case "getBodyLength" -> (long) bytes.length;
          case "readBytes" -> {
            System.arraycopy(bytes, 0, (byte[]) argument, 0, bytes.length);
            yield bytes.length;
          }
          default -> throw new AssertionError(method);
        });
  }

  private static void assertRefused(Message message, Envelope.Reason reason) {
    assertThat(Envelope.read(message, 100))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  /** A message that says it has so many bytes, all zero. */
  private static BytesMessage message(String kind, String sender, long length) {
    return stub((method, argument) ->
        switch (method) {
          case "getStringProperty" ->
              switch (String.valueOf(argument)) {
                case Envelope.KIND -> kind;
                case Envelope.SENDER -> sender;
                default -> null;
              };
          case "getBodyLength" -> length;
          case "readBytes" -> (int) length;
          default -> throw new AssertionError(method);
        });
  }

  private static BytesMessage throwing(Exception e) {
    return stub((method, argument) -> {
      throw e;
    });
  }

  private interface Answer {
    Object to(String method, Object argument) throws Exception;
  }

  private static BytesMessage stub(Answer answer) {
    return (BytesMessage)
        Proxy.newProxyInstance(
            EnvelopeTest.class.getClassLoader(),
            new Class<?>[] {BytesMessage.class},
            (proxy, method, arguments) ->
                answer.to(method.getName(), arguments == null ? null : arguments[0]));
  }
}

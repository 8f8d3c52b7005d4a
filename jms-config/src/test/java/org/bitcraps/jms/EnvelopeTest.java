package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.jms.Envelope.Reason.BAD_SENDER;
import static org.bitcraps.jms.Envelope.Reason.NOT_BYTES;
import static org.bitcraps.jms.Envelope.Reason.TOO_LARGE;
import static org.bitcraps.jms.Envelope.Reason.UNKNOWN_KIND;
import static org.bitcraps.jms.Envelope.Reason.UNREADABLE;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.util.Locale;
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

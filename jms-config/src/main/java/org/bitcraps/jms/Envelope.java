package org.bitcraps.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.util.Arrays;
import java.util.Optional;

/**
 * What travels: a kind, a sender, perhaps a trace, and bytes. Nothing on the outside is
 * authenticated: kind and sender are hints for choosing a decoder and a quota; what counts is
 * signed inside the body.
 *
 * <p>As a message: a {@code BytesMessage} whose body is the body, with the properties {@code
 * bitcraps_kind}, {@code bitcraps_sender} and {@code traceparent} (W3C Trace Context). With {@code
 * bitcraps_encoding} = {@code zstd} the message has the body as a Zstandard frame.
 */
public final class Envelope {

  /** The largest body there can be; a receiver sets its own limit below. */
  public static final int BODY_BYTES_MAX = 64 << 20;

  /** The longest sender, in characters. */
  public static final int SENDER_LENGTH_MAX = 64;

  static final String KIND = "bitcraps_kind";
  static final String SENDER = "bitcraps_sender";
  static final String TRACEPARENT = "traceparent";
  static final String ENCODING = "bitcraps_encoding";
  static final String ZSTD = "zstd";

  /** What the body is. */
  public enum Kind {
    /** A protocol message between validators. */
    PEER,
    /** A batch body, from a gateway or a validator. */
    BODY,
    /** A request for certified blocks. */
    BLOCKS_WANTED,
    /** A certified block. */
    NOTICE,
    /** The certificate of a state. */
    CHECKPOINT;

    static Optional<Kind> named(String name) {
      return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
  }

  /** What came of reading a message. Whoever sent it chose its shape, so a refusal is a value. */
  public sealed interface Reading {

    /** A well-formed envelope; its body is still anybody's bytes. */
    record Accepted(Envelope envelope) implements Reading {}

    /**
     * No envelope.
     *
     * @param detail for people; holds nothing the sender wrote
     */
    record Refused(Reason reason, String detail) implements Reading {}
  }

  /** Why a message is no envelope. */
  public enum Reason {
    /** Not a message of bytes. */
    NOT_BYTES,
    /** No kind, or one this program does not know. */
    UNKNOWN_KIND,
    /** No sender, or not 1 … 64 visible ASCII characters. */
    BAD_SENDER,
    /** A body over the receiver's limit. */
    TOO_LARGE,
    /** An encoding that is not known, or a body that is not what it says. */
    BAD_ENCODING,
    /** The broker's client could not read it. */
    UNREADABLE
  }

  private final Kind kind;
  private final String sender;
  private final Optional<String> traceparent;
  private final byte[] body;

  /** The body as it travels, once that is known: it goes to many. Guarded by this. */
  private Optional<Travelling> travelling = Optional.empty();

  /** How a body travels with one compression; empty as it is. */
  private record Travelling(Compression by, Optional<byte[]> frame) {}

  private Envelope(Kind kind, String sender, Optional<String> traceparent, byte[] body) {
    this.kind = kind;
    this.sender = sender;
    this.traceparent = traceparent;
    this.body = body;
  }

  /**
   * An envelope to send.
   *
   * @param sender 1 … 64 visible ASCII characters
   * @param body not copied: the caller leaves it alone from now on
   * @throws IllegalArgumentException if the sender or the size of the body is out of range
   */
  public static Envelope of(Kind kind, String sender, byte[] body) {
    if (!isSender(sender)) {
      throw new IllegalArgumentException("sender: not 1 … 64 visible ASCII characters");
    }
    if (body.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException("body: " + body.length + " bytes");
    }
    return new Envelope(kind, sender, Optional.empty(), body);
  }

  /** The same with a trace; without one if it is not a {@code traceparent} of version 00. */
  public Envelope withTraceparent(String value) {
    return new Envelope(
        kind, sender, Optional.ofNullable(value).filter(Envelope::isTraceparent), body);
  }

  /**
   * Reads a message. Never throws, allocates nothing for a body over the limit, and for one that
   * was made smaller no more than a fixed multiple of what came.
   *
   * @param bodyBytesMax the receiver's limit
   */
  public static Reading read(Message message, int bodyBytesMax) {
    try {
      if (!(message instanceof BytesMessage bytes)) {
        return new Reading.Refused(Reason.NOT_BYTES, "not a message of bytes");
      }
      Optional<Kind> kind = Kind.named(bytes.getStringProperty(KIND));
      if (kind.isEmpty()) {
        return new Reading.Refused(Reason.UNKNOWN_KIND, "no kind that is known here");
      }
      String sender = bytes.getStringProperty(SENDER);
      if (!isSender(sender)) {
        return new Reading.Refused(Reason.BAD_SENDER, "no sender of 1 … 64 visible characters");
      }
      long length = bytes.getBodyLength();
      if (length < 0 || length > bodyBytesMax) {
        return new Reading.Refused(
            Reason.TOO_LARGE, kind.get() + " of " + length + " bytes, at most " + bodyBytesMax);
      }
      byte[] came = new byte[(int) length];
      if (length > 0 && bytes.readBytes(came) != length) {
        return new Reading.Refused(Reason.UNREADABLE, "the body is shorter than it says");
      }
      Envelope plain =
          new Envelope(kind.get(), sender, Optional.empty(), came)
              .withTraceparent(bytes.getStringProperty(TRACEPARENT));
      String encoding = bytes.getStringProperty(ENCODING);
      return encoding == null
          ? new Reading.Accepted(plain)
          : encoding.equals(ZSTD)
              ? plain.unpacked(bodyBytesMax)
              : new Reading.Refused(Reason.BAD_ENCODING, "no encoding that is known here");
    } catch (JMSException | RuntimeException e) {
      // A client library may throw anything on a message built to hurt it; the loop must go on.
      return new Reading.Refused(Reason.UNREADABLE, e.getClass().getSimpleName());
    }
  }

  private Reading unpacked(int bodyBytesMax) {
    Optional<Integer> bytes;
    try {
      bytes = Compression.bytesIn(body);
    } catch (LinkageError e) {
      return new Reading.Refused(Reason.BAD_ENCODING, "zstd does not work on this machine: " + e);
    }
    if (bytes.isPresent() && bytes.get() > bodyBytesMax) {
      return new Reading.Refused(
          Reason.TOO_LARGE, kind + " of " + bytes.get() + " bytes, at most " + bodyBytesMax);
    }
    return bytes
        .flatMap(size -> Compression.unpacked(body, size))
        .<Reading>map(plain -> new Reading.Accepted(new Envelope(kind, sender, traceparent, plain)))
        .orElseGet(
            () -> new Reading.Refused(Reason.BAD_ENCODING, kind + " whose body is no such frame"));
  }

  private synchronized Optional<byte[]> frame(Compression compression) {
    if (travelling.isEmpty() || !travelling.get().by().equals(compression)) {
      travelling = Optional.of(new Travelling(compression, compression.packed(body)));
    }
    return travelling.get().frame();
  }

  /**
   * The message that carries it.
   *
   * @param compression of a large body; done once for all to whom the envelope goes
   */
  BytesMessage toMessage(JMSContext context, Compression compression) {
    Optional<byte[]> frame = frame(compression);
    BytesMessage message = context.createBytesMessage();
    try {
      message.setStringProperty(KIND, kind.name());
      message.setStringProperty(SENDER, sender);
      if (traceparent.isPresent()) {
        message.setStringProperty(TRACEPARENT, traceparent.get());
      }
      if (frame.isPresent()) {
        message.setStringProperty(ENCODING, ZSTD);
      }
      message.writeBytes(frame.orElse(body));
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
    return message;
  }

  /** What the body is, as the sender says. */
  public Kind kind() {
    return kind;
  }

  /** Who sent it, as the sender says. */
  public String sender() {
    return sender;
  }

  /** The trace it belongs to. */
  public Optional<String> traceparent() {
    return traceparent;
  }

  /** The bytes; not a copy, so leave them as they are. */
  public byte[] body() {
    return body;
  }

  private static boolean isSender(String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= SENDER_LENGTH_MAX
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** W3C Trace Context §3.2: version 00, neither id all zeros. */
  private static boolean isTraceparent(String text) {
    return text.length() == 55
        && text.matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && kind == that.kind
        && sender.equals(that.sender)
        && traceparent.equals(that.traceparent)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * sender.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return kind + " of " + body.length + " bytes from " + sender;
  }
}

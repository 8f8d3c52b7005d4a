package org.bitcraps.evidence.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;

/**
 * Writes canonical bytes, big-endian. Grows as needed; one owner, not thread-safe.
 *
 * <p>A value outside its field's range is our own mistake, never a peer's: {@link
 * IllegalArgumentException}.
 */
public final class Encoder {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] buffer;
  private int size;

  /** An encoder with room for a typical message. */
  public Encoder() {
    this(256);
  }

  /** An encoder with room for {@code capacity} bytes before it has to grow. */
  public Encoder(int capacity) {
    buffer = new byte[Math.max(capacity, 16)];
  }

  /** The one byte of a domain tag: first in everything that is hashed or signed. */
  public Encoder tag(DomainTag tag) {
    return u8(tag.code() & 0xff);
  }

  /** One byte, 0 … 255. */
  public Encoder u8(int value) {
    range(value >= 0 && value <= 0xff, value, "u8");
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Two bytes, 0 … 65535. */
  public Encoder u16(int value) {
    range(value >= 0 && value <= 0xffff, value, "u16");
    room(2);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Four bytes, 0 … 2^31 − 1: every length and count fits a Java array. */
  public Encoder u31(int value) {
    range(value >= 0, value, "u31");
    room(4);
    buffer[size++] = (byte) (value >>> 24);
    buffer[size++] = (byte) (value >>> 16);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Eight bytes, 0 … 2^63 − 1: amounts, sequence numbers, times in milliseconds. */
  public Encoder u63(long value) {
    range(value >= 0, value, "u63");
    room(8);
    LONG.set(buffer, size, value);
    size += Long.BYTES;
    return this;
  }

  /** Eight bytes as they are: no number. */
  public Encoder word(long value) {
    room(8);
    LONG.set(buffer, size, value);
    size += Long.BYTES;
    return this;
  }

  /** One byte, 0 or 1. */
  public Encoder flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** The bytes as they are: only for fields of fixed length. */
  public Encoder fixed(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  /** {@code length} bytes of {@code source} as they are: only for fields of fixed length. */
  public Encoder fixed(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, buffer, size, length);
    size += length;
    return this;
  }

  /** 32 bytes. */
  public Encoder digest(Digest value) {
    room(Digest.BYTES);
    value.copyTo(buffer, size);
    size += Digest.BYTES;
    return this;
  }

  /** 32 bytes. */
  public Encoder publicKey(PublicKey value) {
    room(PublicKey.BYTES);
    value.copyTo(buffer, size);
    size += PublicKey.BYTES;
    return this;
  }

  /** 64 bytes. */
  public Encoder signature(Signature value) {
    room(Signature.BYTES);
    value.copyTo(buffer, size);
    size += Signature.BYTES;
    return this;
  }

  /** Four bytes of length, then the bytes. */
  public Encoder bytes(byte[] value) {
    return u31(value.length).fixed(value);
  }

  /** Four bytes of length, then what {@code value} holds. */
  public Encoder bytes(Encoder value) {
    return u31(value.size).fixed(value.buffer, 0, value.size);
  }

  /**
   * Four bytes of length, then UTF-8.
   *
   * @throws IllegalArgumentException if the text has an unpaired surrogate
   */
  public Encoder text(String value) {
    return bytes(Utf8.encode(value));
  }

  /** The value's own encoding. */
  public Encoder value(WireValue value) {
    value.encodeTo(this);
    return this;
  }

  /** Four bytes of count, then each value. */
  public Encoder list(List<? extends WireValue> values) {
    u31(values.size());
    for (WireValue value : values) {
      value.encodeTo(this);
    }
    return this;
  }

  /** Four bytes of count, then each digest. */
  public Encoder digests(List<Digest> values) {
    u31(values.size());
    for (Digest value : values) {
      digest(value);
    }
    return this;
  }

  /** One byte, 0 or 1, then the value if there is one. */
  public Encoder optional(Optional<? extends WireValue> value) {
    flag(value.isPresent());
    value.ifPresent(v -> v.encodeTo(this));
    return this;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** A copy of what has been written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** Forgets what has been written, and keeps the room: for the next value. */
  public Encoder clear() {
    size = 0;
    return this;
  }

  /** Gives what has been written to {@code hash}, without a copy. */
  public void hashInto(MessageDigest hash) {
    hash.update(buffer, 0, size);
  }

  private void room(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(size, more)));
    }
  }

  private static void range(boolean inRange, long value, String width) {
    if (!inRange) {
      throw new IllegalArgumentException(value + " does not fit " + width);
    }
  }
}

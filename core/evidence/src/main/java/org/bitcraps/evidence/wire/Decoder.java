package org.bitcraps.evidence.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;

/**
 * Reads canonical bytes written by {@link Encoder}. Every read names its field; whatever does not
 * fit is a {@link MalformedException} that carries the name. Nothing is allocated for a length or
 * count before it is known to fit what is left.
 */
public final class Decoder {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] source;
  private int at;

  private Decoder(byte[] source) {
    this.source = source;
  }

  /**
   * Decodes the whole of {@code bytes} as one value.
   *
   * @throws MalformedException if they are longer than {@code bytesMax}, not canonical, or followed
   *     by anything
   */
  public static <T> T decode(byte[] bytes, int bytesMax, Function<Decoder, T> read) {
    if (bytes.length > bytesMax) {
      throw new MalformedException("message", bytes.length + " bytes, at most " + bytesMax);
    }
    Decoder in = new Decoder(bytes);
    T value;
    try {
      value = read.apply(in);
    } catch (IllegalArgumentException e) {
      // A record refused its own fields: the bytes were at fault.
      throw new MalformedException("message", String.valueOf(e.getMessage()));
    }
    if (in.remaining() > 0) {
      throw new MalformedException("end", in.remaining() + " trailing bytes");
    }
    return value;
  }

  /** One byte, 0 … 255. */
  public int u8(String field) {
    need(1, field);
    return source[at++] & 0xff;
  }

  /** Two bytes, 0 … 65535. */
  public int u16(String field) {
    need(2, field);
    return (source[at++] & 0xff) << 8 | (source[at++] & 0xff);
  }

  /** Four bytes, 0 … 2^31 − 1. */
  public int u31(String field) {
    need(4, field);
    int value =
        (source[at] & 0xff) << 24
            | (source[at + 1] & 0xff) << 16
            | (source[at + 2] & 0xff) << 8
            | (source[at + 3] & 0xff);
    at += 4;
    MalformedException.require(value >= 0, field, "over 2^31 - 1");
    return value;
  }

  /** Eight bytes, 0 … 2^63 − 1. */
  public long u63(String field) {
    need(8, field);
    long value = (long) LONG.get(source, at);
    at += Long.BYTES;
    MalformedException.require(value >= 0, field, "over 2^63 - 1");
    return value;
  }

  /** One byte, 0 or 1. */
  public boolean flag(String field) {
    int value = u8(field);
    if (value > 1) {
      throw new MalformedException(field, "a flag is 0 or 1, not " + value);
    }
    return value == 1;
  }

  /** The domain tag that must stand here. */
  public void tag(DomainTag expected) {
    int value = u8("tag");
    if (value != (expected.code() & 0xff)) {
      throw new MalformedException("tag", "not " + expected + ": " + value);
    }
  }

  /** Exactly {@code length} bytes. */
  public byte[] fixed(int length, String field) {
    need(length, field);
    byte[] value = Arrays.copyOfRange(source, at, at + length);
    at += length;
    return value;
  }

  /** 32 bytes. */
  public Digest digest(String field) {
    need(Digest.BYTES, field);
    Digest value = Digest.fromBytes(source, at);
    at += Digest.BYTES;
    return value;
  }

  /** 32 bytes. */
  public PublicKey publicKey(String field) {
    need(PublicKey.BYTES, field);
    PublicKey value = PublicKey.fromBytes(source, at);
    at += PublicKey.BYTES;
    return value;
  }

  /** 64 bytes. */
  public Signature signature(String field) {
    need(Signature.BYTES, field);
    Signature value = Signature.fromBytes(source, at);
    at += Signature.BYTES;
    return value;
  }

  /** Four bytes of length, at most {@code lengthMax}, then the bytes. */
  public byte[] bytes(int lengthMax, String field) {
    int length = u31(field);
    if (length > lengthMax) {
      throw new MalformedException(field, length + " bytes, at most " + lengthMax);
    }
    return fixed(length, field);
  }

  /** Four bytes of length, at most {@code lengthMax}, then well-formed UTF-8. */
  public String text(int lengthMax, String field) {
    byte[] utf8 = bytes(lengthMax, field);
    try {
      return Utf8.decode(utf8);
    } catch (CharacterCodingException e) {
      throw new MalformedException(field, "not UTF-8");
    }
  }

  /**
   * Four bytes of count, then each value.
   *
   * @param bytesEachMin the least one value can occupy: bounds the count before allocation
   */
  public <T> List<T> list(int countMax, int bytesEachMin, String field, Function<Decoder, T> read) {
    int count = u31(field);
    if (count > countMax) {
      throw new MalformedException(field, count + " items, at most " + countMax);
    }
    if ((long) count * bytesEachMin > remaining()) {
      throw new MalformedException(field, count + " items do not fit what is left");
    }
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return List.copyOf(values);
  }

  /** Four bytes of count, then each digest. */
  public List<Digest> digests(int countMax, String field) {
    return list(countMax, Digest.BYTES, field, in -> in.digest(field));
  }

  /** One byte, 0 or 1, then the value if 1. */
  public <T> Optional<T> optional(String field, Function<Decoder, T> read) {
    return flag(field) ? Optional.of(read.apply(this)) : Optional.empty();
  }

  /** How many bytes are left. */
  public int remaining() {
    return source.length - at;
  }

  private void need(int count, String field) {
    // Hot path: the message is made only when it is needed.
    if (count > remaining()) {
      throw new MalformedException(field, "needs " + count + " bytes, " + remaining() + " left");
    }
  }
}

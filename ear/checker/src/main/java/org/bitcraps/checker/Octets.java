package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads canonical bytes from the first to the last ({@code docs/wire.md}). */
final class Octets {

  private final byte[] bytes;
  private final int end;
  private int at;

  Octets(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Octets(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /**
   * All of these bytes as one value.
   *
   * @throws MalformedException if they are not, or bytes are left
   */
  static <T> T whole(byte[] bytes, Function<Octets, T> read) {
    Octets octets = new Octets(bytes);
    T value = read.apply(octets);
    octets.over();
    return value;
  }

  private int take(int count) {
    if (count < 0 || count > end - at) {
      throw new MalformedException("byte " + at + ": " + count + " more are promised");
    }
    int from = at;
    at += count;
    return from;
  }

  int u8() {
    return bytes[take(1)] & 0xff;
  }

  int u16() {
    return ByteBuffer.wrap(bytes, take(2), 2).getShort() & 0xffff;
  }

  int u31() {
    int value = ByteBuffer.wrap(bytes, take(4), 4).getInt();
    if (value < 0) {
      throw new MalformedException("byte " + (at - 4) + ": highest bit set");
    }
    return value;
  }

  long u63() {
    long value = ByteBuffer.wrap(bytes, take(8), 8).getLong();
    if (value < 0) {
      throw new MalformedException("byte " + (at - 8) + ": highest bit set");
    }
    return value;
  }

  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw new MalformedException("byte " + (at - 1) + ": neither 0 nor 1");
    }
    return value == 1;
  }

  /** A tag or kind that is always this. */
  void expect(int value, String field) {
    if (u8() != value) {
      throw new MalformedException("byte " + (at - 1) + ": no " + field);
    }
  }

  byte[] bytes(int count) {
    int from = take(count);
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  Id id() {
    return Id.of(bytes(32));
  }

  String text() {
    return new String(bytes(u31()), StandardCharsets.UTF_8);
  }

  <T> Optional<T> optional(Function<Octets, T> read) {
    return flag() ? Optional.of(read.apply(this)) : Optional.empty();
  }

  <T> List<T> list(Function<Octets, T> read) {
    return times(u31(), read);
  }

  <T> List<T> shortList(Function<Octets, T> read) {
    return times(u16(), read);
  }

  private <T> List<T> times(int count, Function<Octets, T> read) {
    if (count > end - at) {
      throw new MalformedException("byte " + at + ": " + count + " values in " + (end - at));
    }
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  /** What comes with its length before it, read to its end. */
  <T> T framed(Function<Octets, T> read) {
    int count = u31();
    int from = take(count);
    Octets inner = new Octets(bytes, from, from + count);
    T value = read.apply(inner);
    inner.over();
    return value;
  }

  /** The bytes of what comes with its length before it. */
  byte[] frame() {
    return bytes(u31());
  }

  int position() {
    return at;
  }

  /** What was read since that position. */
  byte[] since(int position) {
    return Arrays.copyOfRange(bytes, position, at);
  }

  int left() {
    return end - at;
  }

  byte[] rest() {
    return bytes(left());
  }

  void over() {
    if (at != end) {
      throw new MalformedException("byte " + at + ": " + (end - at) + " too many");
    }
  }
}

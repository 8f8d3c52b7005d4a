package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** 32 bytes that name something: a digest or a key. Four longs, for there are millions of them. */
record Id(long a, long b, long c, long d) {

  static final Id ZERO = new Id(0, 0, 0, 0);

  static Id of(byte[] bytes) {
    if (bytes.length != 32) {
      throw new MalformedException(bytes.length + " bytes instead of 32");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Id(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  static Id hex(String hex) {
    try {
      return of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not hexadecimal: " + hex);
    }
  }

  byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /** Spread well enough by its first bytes: all are digests or keys. */
  @Override
  public int hashCode() {
    return Long.hashCode(a ^ d);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}

package org.bitcraps.checker;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as they were read; equal if they are the same. */
final class Raw {

  private final byte[] bytes;

  Raw(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Raw raw && Arrays.equals(bytes, raw.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}

package org.bitcraps.evidence.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An Ed25519 signature R ‖ S as its 64 bytes (RFC 8032 §5.1.6). Never an identity: only what it
 * signs is.
 */
public final class Signature implements Comparable<Signature> {

  /** Length in bytes. */
  public static final int BYTES = 64;

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps 64 bytes (copied); says nothing about whether they are a valid encoding.
   *
   * @throws IllegalArgumentException if the length is not 64
   */
  public static Signature fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a signature has 64 bytes, not " + bytes.length);
    }
    return new Signature(bytes.clone());
  }

  /**
   * The 64 bytes that begin at {@code from}; says nothing about whether they are a valid encoding.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public static Signature fromBytes(byte[] source, int from) {
    Objects.checkFromIndexSize(from, BYTES, source.length);
    return new Signature(Arrays.copyOfRange(source, from, from + BYTES));
  }

  /** Parses 128 hexadecimal digits. */
  public static Signature fromHex(String hex) {
    return fromBytes(HexFormat.of().parseHex(hex));
  }

  /** A copy of the 64 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Copies the bytes to {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /** Lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Signature other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}

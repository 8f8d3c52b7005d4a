package org.bitcraps.evidence.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An Ed25519 public key as its 32 encoded bytes (RFC 8032 §5.1.2). A value, not yet a checked
 * point.
 */
public final class PublicKey implements Comparable<PublicKey> {

  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private PublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps 32 bytes (copied); says nothing about whether they are a valid encoding.
   *
   * @throws IllegalArgumentException if the length is not 32
   */
  public static PublicKey fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a public key has 32 bytes, not " + bytes.length);
    }
    return new PublicKey(bytes.clone());
  }

  /**
   * The 32 bytes that begin at {@code from}; says nothing about whether they are a valid encoding.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public static PublicKey fromBytes(byte[] source, int from) {
    Objects.checkFromIndexSize(from, BYTES, source.length);
    return new PublicKey(Arrays.copyOfRange(source, from, from + BYTES));
  }

  /** Parses 64 hexadecimal digits. */
  public static PublicKey fromHex(String hex) {
    return fromBytes(HexFormat.of().parseHex(hex));
  }

  /** A copy of the 32 bytes. */
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
  public int compareTo(PublicKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(bytes, that.bytes);
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

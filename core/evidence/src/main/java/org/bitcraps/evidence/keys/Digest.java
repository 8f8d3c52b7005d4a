package org.bitcraps.evidence.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 digest: 32 bytes, immutable, ordered as unsigned bytes.
 *
 * <p>Every digest made here is domain-separated: the first byte hashed is the {@link DomainTag}'s
 * code, so a value hashed for one purpose can never stand for another (DESIGN C4).
 */
public final class Digest implements Comparable<Digest> {

  /** Length in bytes. */
  public static final int BYTES = 32;

  /** 32 zero bytes: stands where there is nothing to refer to (the parent of the first block). */
  public static final Digest ZERO = new Digest(new byte[BYTES]);

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps 32 bytes (copied).
   *
   * @throws IllegalArgumentException if the length is not 32
   */
  public static Digest fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** Parses 64 hexadecimal digits. */
  public static Digest fromHex(String hex) {
    return fromBytes(HexFormat.of().parseHex(hex));
  }

  /** SHA-256 of the tag's code followed by the parts, in order. */
  public static Digest of(DomainTag tag, byte[]... parts) {
    MessageDigest sha = sha256();
    sha.update(tag.code());
    for (byte[] part : parts) {
      sha.update(part);
    }
    return new Digest(sha.digest());
  }

  /** A fresh SHA-256 for hot paths that hash without copying; the caller writes the tag first. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes ownership of a finished SHA-256. */
  public static Digest finish(MessageDigest sha) {
    return fromBytes(sha.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Copies the 32 bytes to {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** The first 8 hexadecimal digits, for people. */
  public String brief() {
    return HexFormat.of().formatHex(bytes, 0, 4);
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // The bytes are uniformly distributed: four of them are as good a hash as all.
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  @Override
  public String toString() {
    return hex();
  }
}

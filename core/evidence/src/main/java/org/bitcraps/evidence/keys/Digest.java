package org.bitcraps.evidence.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A SHA-256 digest: 32 bytes, immutable, ordered as unsigned bytes.
 *
 * <p>Every digest made here is domain-separated: the first byte hashed is the {@link DomainTag}'s
 * code, so a value hashed for one purpose can never stand for another (DESIGN C4).
 */
public final class Digest implements Comparable<Digest> {

  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** 32 zero bytes: stands where there is nothing to refer to (the parent of the first block). */
  public static final Digest ZERO = new Digest(new byte[BYTES], 0);

  private static final MessageDigest FRESH = platformSha256();

  // The bytes as four words, the first highest: one object, and most comparisons need one word.
  private final long word0;
  private final long word1;
  private final long word2;
  private final long word3;

  private Digest(byte[] bytes, int from) {
    word0 = (long) WORD.get(bytes, from);
    word1 = (long) WORD.get(bytes, from + 8);
    word2 = (long) WORD.get(bytes, from + 16);
    word3 = (long) WORD.get(bytes, from + 24);
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
    return new Digest(bytes, 0);
  }

  /**
   * The 32 bytes that begin at {@code from}.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public static Digest fromBytes(byte[] source, int from) {
    Objects.checkFromIndexSize(from, BYTES, source.length);
    return new Digest(source, from);
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
    return finish(sha);
  }

  /** A fresh SHA-256 for hot paths that hash without copying; the caller writes the tag first. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone(); // Much cheaper than to look the algorithm up.
    } catch (CloneNotSupportedException e) {
      return platformSha256();
    }
  }

  private static MessageDigest platformSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What a SHA-256 has been given; it is fresh again afterwards. */
  public static Digest finish(MessageDigest sha) {
    return fromBytes(sha.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  /**
   * Bytes 8 · {@code index} and the seven after it, the first highest.
   *
   * @param index 0 … 3
   */
  public long word(int index) {
    return switch (index) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      case 3 -> word3;
      default -> throw new IndexOutOfBoundsException("word " + index + " of 4");
    };
  }

  /** Copies the 32 bytes to {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    Objects.checkFromIndexSize(offset, BYTES, target.length);
    WORD.set(target, offset, word0);
    WORD.set(target, offset + 8, word1);
    WORD.set(target, offset + 16, word2);
    WORD.set(target, offset + 24, word3);
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(toBytes());
  }

  /** The first 8 hexadecimal digits, for people. */
  public String brief() {
    return HexFormat.of().formatHex(toBytes(), 0, 4);
  }

  @Override
  public int compareTo(Digest other) {
    if (word0 != other.word0) {
      return Long.compareUnsigned(word0, other.word0);
    }
    if (word1 != other.word1) {
      return Long.compareUnsigned(word1, other.word1);
    }
    return word2 != other.word2
        ? Long.compareUnsigned(word2, other.word2)
        : Long.compareUnsigned(word3, other.word3);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && word0 == that.word0
        && word1 == that.word1
        && word2 == that.word2
        && word3 == that.word3;
  }

  @Override
  public int hashCode() {
    // The bytes are uniformly distributed: four of them are as good a hash as all.
    return (int) (word0 >>> 32);
  }

  @Override
  public String toString() {
    return hex();
  }
}

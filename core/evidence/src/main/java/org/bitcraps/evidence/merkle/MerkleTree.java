package org.bitcraps.evidence.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.HashWriter;

/**
 * A Merkle tree over a list of leaves: root and inclusion paths (RFC 6962 §2.1).
 *
 * <p>All levels are kept, level 0 the leaf hashes: a path is a walk, not a recomputation. An odd
 * node at the end of a level moves up unchanged, which gives exactly the tree of the RFC's
 * recursive definition. Memory: 2n digests, the bytes of a level in one array.
 */
public final class MerkleTree {

  private static final int LEAF = DomainTag.MERKLE_LEAF.code();
  private static final int NODE = DomainTag.MERKLE_NODE.code();

  /** Each twice as long as the next, or one hash longer than that. */
  private final List<byte[]> levels;

  private MerkleTree(List<byte[]> levels) {
    this.levels = levels;
  }

  /** The tree over the given leaf contents, in order. */
  public static MerkleTree of(List<byte[]> leaves) {
    Leaves hashed = new Leaves(leaves.size());
    for (byte[] leaf : leaves) {
      hashed.begin().fixed(leaf);
      hashed.end();
    }
    return hashed.tree();
  }

  /** Leaves that are hashed as they are written, one after the other. One owner. */
  public static final class Leaves {

    private final HashWriter hash = new HashWriter();
    private byte[] hashes;
    private int count;

    /** No leaf yet, and room for {@code expected}. */
    public Leaves(int expected) {
      hashes = new byte[Math.multiplyExact(Math.max(expected, 1), Digest.BYTES)];
    }

    /** Where to write the content of the next leaf. */
    public Encoder begin() {
      return hash.begin().u8(LEAF);
    }

    /** The leaf is written. */
    public void end() {
      if (count * Digest.BYTES == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.multiplyExact(hashes.length, 2));
      }
      hash.digestTo(hashes, count * Digest.BYTES);
      count++;
    }

    /** The tree over the leaves so far. */
    public MerkleTree tree() {
      List<byte[]> levels = new ArrayList<>();
      byte[] level = Arrays.copyOf(hashes, count * Digest.BYTES);
      levels.add(level);
      while (countOf(level) > 1) {
        level = parents(level, hash);
        levels.add(level);
      }
      return new MerkleTree(levels);
    }
  }

  private static byte[] parents(byte[] level, HashWriter hash) {
    int count = countOf(level);
    byte[] parents = new byte[(count + 1) / 2 * Digest.BYTES];
    for (int i = 0; i + 1 < count; i += 2) {
      node(level, i, i + 1, hash).digestTo(parents, i / 2 * Digest.BYTES);
    }
    if (count % 2 == 1) {
      int last = level.length - Digest.BYTES;
      System.arraycopy(level, last, parents, parents.length - Digest.BYTES, Digest.BYTES);
    }
    return parents;
  }

  private static HashWriter node(byte[] level, int left, int right, HashWriter hash) {
    hash.begin()
        .u8(NODE)
        .fixed(level, left * Digest.BYTES, Digest.BYTES)
        .fixed(level, right * Digest.BYTES, Digest.BYTES);
    return hash;
  }

  private static int countOf(byte[] level) {
    return level.length / Digest.BYTES;
  }

  /** MTH({d}) = SHA-256(0x00 ‖ d). */
  public static Digest leafHash(byte[] leaf) {
    HashWriter hash = new HashWriter();
    hash.begin().u8(LEAF).fixed(leaf);
    return hash.digest();
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  static Digest nodeHash(Digest left, Digest right) {
    HashWriter hash = new HashWriter();
    hash.begin().u8(NODE).digest(left).digest(right);
    return hash.digest();
  }

  /** The number of leaves. */
  public int size() {
    return countOf(levels.get(0));
  }

  /** The root; for the empty tree SHA-256 of the empty string, as in the RFC. */
  public Digest root() {
    return size() == 0
        ? Digest.finish(Digest.sha256())
        : Digest.fromBytes(levels.get(levels.size() - 1));
  }

  /**
   * The path from leaf {@code index} to the root.
   *
   * @throws IndexOutOfBoundsException if there is no such leaf; the empty tree has no proofs
   */
  public InclusionProof proof(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException("leaf " + index + " of " + size());
    }
    List<Digest> path = new ArrayList<>();
    int at = index;
    for (byte[] level : levels) {
      int sibling = at ^ 1;
      if (sibling < countOf(level)) {
        path.add(Digest.fromBytes(level, sibling * Digest.BYTES));
      }
      at >>= 1;
    }
    return new InclusionProof(index, size(), path);
  }
}

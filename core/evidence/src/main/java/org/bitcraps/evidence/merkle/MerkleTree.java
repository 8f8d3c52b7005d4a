package org.bitcraps.evidence.merkle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;

/**
 * A Merkle tree over a list of leaves: root and inclusion paths (RFC 6962 §2.1).
 *
 * <p>All levels are kept, level 0 the leaf hashes: a path is a walk, not a recomputation. An odd
 * node at the end of a level moves up unchanged, which gives exactly the tree of the RFC's
 * recursive definition. Memory: 2n digests.
 */
public final class MerkleTree {

  private final List<List<Digest>> levels;

  private MerkleTree(List<List<Digest>> levels) {
    this.levels = levels;
  }

  /** The tree over the given leaf contents, in order. */
  public static MerkleTree of(List<byte[]> leaves) {
    List<Digest> level = new ArrayList<>(leaves.size());
    for (byte[] leaf : leaves) {
      level.add(leafHash(leaf));
    }
    return ofHashes(level);
  }

  /** The tree over leaves that are hashed already, each by {@link #leafHash}. */
  public static MerkleTree ofHashes(List<Digest> leafHashes) {
    List<List<Digest>> levels = new ArrayList<>();
    List<Digest> level = List.copyOf(leafHashes);
    levels.add(level);
    while (level.size() > 1) {
      List<Digest> parents = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i + 1 < level.size(); i += 2) {
        parents.add(nodeHash(level.get(i), level.get(i + 1)));
      }
      if (level.size() % 2 == 1) {
        parents.add(level.get(level.size() - 1));
      }
      levels.add(parents);
      level = parents;
    }
    return new MerkleTree(levels);
  }

  /** MTH({d}) = SHA-256(0x00 ‖ d). */
  public static Digest leafHash(byte[] leaf) {
    return Digest.of(DomainTag.MERKLE_LEAF, leaf);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  static Digest nodeHash(Digest left, Digest right) {
    byte[] node = new byte[1 + 2 * Digest.BYTES];
    node[0] = DomainTag.MERKLE_NODE.code();
    left.copyTo(node, 1);
    right.copyTo(node, 1 + Digest.BYTES);
    MessageDigest sha = Digest.sha256();
    sha.update(node);
    return Digest.finish(sha);
  }

  /** The number of leaves. */
  public int size() {
    return levels.get(0).size();
  }

  /** The root; for the empty tree SHA-256 of the empty string, as in the RFC. */
  public Digest root() {
    return size() == 0 ? Digest.finish(Digest.sha256()) : levels.get(levels.size() - 1).get(0);
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
    for (List<Digest> level : levels) {
      int sibling = at ^ 1;
      if (sibling < level.size()) {
        path.add(level.get(sibling));
      }
      at >>= 1;
    }
    return new InclusionProof(index, size(), path);
  }
}

package org.bitcraps.evidence.merkle;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * That a leaf stands at {@code index} of a tree of {@code size} leaves (RFC 6962 §2.1.1).
 *
 * <p>Index and size decide, level by level, whether there is a sibling and on which side: a path
 * that is too short, too long, or of another place has no root at all.
 *
 * @param index place of the leaf, 0 … size − 1
 * @param size number of leaves of the tree
 * @param path sibling hashes from the leaf up
 */
public record InclusionProof(int index, int size, List<Digest> path) implements WireValue {

  /** A tree of 2^31 leaves has no longer path. */
  public static final int PATH_MAX = 31;

  /**
   * @throws IllegalArgumentException if the index is not in the tree, or no tree has such a path
   */
  public InclusionProof {
    if (size < 1 || index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf " + index + " of a tree of " + size);
    }
    if (path.size() > PATH_MAX) {
      throw new IllegalArgumentException("path: " + path.size() + " hashes");
    }
    path = List.copyOf(path);
  }

  /** The root that this path gives for a leaf hash; empty if its length does not fit the place. */
  public Optional<Digest> rootFor(Digest leafHash) {
    Digest hash = leafHash;
    Iterator<Digest> siblings = path.iterator();
    int at = index;
    // Half of width, rounded up; width + 1 would overflow for the largest tree.
    for (int width = size; width > 1; width = (width >>> 1) + (width & 1)) {
      if ((at ^ 1) < width) {
        if (!siblings.hasNext()) {
          return Optional.empty();
        }
        Digest sibling = siblings.next();
        hash =
            (at & 1) == 0 ? MerkleTree.nodeHash(hash, sibling) : MerkleTree.nodeHash(sibling, hash);
      }
      at >>= 1;
    }
    return siblings.hasNext() ? Optional.empty() : Optional.of(hash);
  }

  /**
   * Whether a leaf with this content stands in the tree with this root. A root alone fixes neither
   * size nor, for every size, the index: who relies on the place asks {@link #provesAt}.
   */
  public boolean proves(byte[] leaf, Digest root) {
    return rootFor(MerkleTree.leafHash(leaf)).filter(root::equals).isPresent();
  }

  /**
   * Whether the leaf with this content stands at the place at which the caller uses it, in a tree
   * whose size the caller knows from elsewhere (a signed or hashed count).
   */
  public boolean provesAt(int place, int treeSize, byte[] leaf, Digest root) {
    return index == place && size == treeSize && proves(leaf, root);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u31(index).u31(size).digests(path);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static InclusionProof decode(Decoder in) {
    return new InclusionProof(in.u31("index"), in.u31("size"), in.digests(PATH_MAX, "path"));
  }
}

package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.merkle.MerkleTree;

/**
 * One effect of a block and its path to the result root that the block's certificate signs.
 *
 * <p>A root does not say how many leaves it has, so the path carries the <em>least</em> size of a
 * tree in which it is a path; the verifier refuses any other. So no byte of a proof can be changed
 * without being noticed.
 */
public record ProvenLeaf(ResultLeaf leaf, InclusionProof path) {

  /** Leaf {@code index} of a block's leaves and their tree. */
  static ProvenLeaf of(ResultLeaf leaf, MerkleTree tree, int index) {
    InclusionProof path = tree.proof(index);
    return new ProvenLeaf(leaf, new InclusionProof(index, leastSize(path), path.path()));
  }

  /** Whether the path claims no larger tree than it shows. */
  boolean claimsLeastSize() {
    return path.size() == leastSize(path);
  }

  /** Path lengths grow with the tree: so the least size can be bisected. */
  private static int leastSize(InclusionProof path) {
    int least = path.index() + 1;
    int enough = path.size();
    int length = length(path.index(), path.size());
    while (least < enough) {
      int middle = least + (enough - least) / 2;
      if (length(path.index(), middle) < length) {
        least = middle + 1;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  private static int length(int index, int size) {
    int length = 0;
    int at = index;
    for (int width = size; width > 1; width = width / 2 + width % 2) {
      if ((at ^ 1) < width) {
        length++;
      }
      at >>= 1;
    }
    return length;
  }
}

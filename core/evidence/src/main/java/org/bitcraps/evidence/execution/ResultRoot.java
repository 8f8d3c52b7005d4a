package org.bitcraps.evidence.execution;

import java.util.List;
import org.bitcraps.evidence.merkle.MerkleTree;

/**
 * The tree over all effects of a block, whose root the certificate signs (DESIGN C3, C6): RFC 6962
 * over the canonical bytes of the leaves, the block's summary first.
 */
public final class ResultRoot {

  private ResultRoot() {}

  /** The tree over leaves in order. */
  public static MerkleTree treeOf(List<ResultLeaf> leaves) {
    MerkleTree.Leaves hashed = new MerkleTree.Leaves(leaves.size());
    for (ResultLeaf leaf : leaves) {
      leaf.encodeTo(hashed.begin());
      hashed.end();
    }
    return hashed.tree();
  }
}

package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.membership.SequenceNumber;

/** Where a leaf stands in the chain's history: block, then leaf. */
record Position(SequenceNumber sequence, int index) {

  static Position of(BlockProof block, ProvenLeaf leaf) {
    return new Position(block.sequence(), leaf.path().index());
  }

  boolean isBefore(Position other) {
    int order = sequence.compareTo(other.sequence);
    return order < 0 || (order == 0 && index < other.index);
  }
}

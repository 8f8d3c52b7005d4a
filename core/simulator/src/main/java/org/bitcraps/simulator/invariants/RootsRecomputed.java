package org.bitcraps.simulator.invariants;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * B5: the certified root is the one that RFC 6962's definition gives over the leaves, computed here
 * from its text; and the proof of a leaf proves that leaf at that place, and nothing else.
 */
public final class RootsRecomputed implements Invariant {

  private SequenceNumber last = SequenceNumber.ZERO;

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    if (!block.sequence().isAfter(last)) {
      return;
    }
    last = block.sequence();
    List<byte[]> leaves = new ArrayList<>();
    for (ResultLeaf leaf : block.leaves()) {
      leaves.add(leaf.toWire());
    }
    Digest certified = committed.notice().certified().certificate().statement().resultRoot();
    require(
        Digest.fromBytes(root(leaves)).equals(certified),
        () -> "block " + block + " is certified with a root that is not its leaves'");
    int place = (int) (block.sequence().value() % leaves.size());
    byte[] leaf = leaves.get(place);
    InclusionProof proof = block.resultTree().proof(place);
    require(
        proof.provesAt(place, leaves.size(), leaf, certified)
            && !proof.provesAt(place + 1, leaves.size(), leaf, certified)
            && !proof.provesAt(place, leaves.size() + 1, leaf, certified)
            && !proof.provesAt(place, leaves.size(), new byte[] {1}, certified),
        () -> "the proof of leaf " + place + " of block " + block + " does not prove just that");
  }

  /** MTH of RFC 6962 §2.1. */
  private static byte[] root(List<byte[]> leaves) {
    MessageDigest sha = Digest.sha256();
    if (leaves.size() == 1) {
      sha.update((byte) 0);
      return sha.digest(leaves.get(0));
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    sha.update((byte) 1);
    sha.update(root(leaves.subList(0, left)));
    return sha.digest(root(leaves.subList(left, leaves.size())));
  }
}

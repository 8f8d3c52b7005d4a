package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * What a new view starts from: a pure function of the view-changes it rests on (PBFT02 §4.4, the
 * sets V and O; DESIGN P2). Primary and backups compute the same.
 *
 * <p>DEVIATION: instead of stable checkpoint and null requests, the floor is the highest certified
 * block, and after the first gap or broken link everything is dropped: blocks are linked to their
 * parents, so nothing above a gap can have been certified (C5).
 *
 * @param block the highest certified block any of them shows; empty for genesis
 * @param certain the block at the floor and those below it that the view-changes show, ascending,
 *     each linked to the next. They are decided; who lacks them prepares them again. Without this a
 *     liar who alone holds the certificates could show the last one and serve none: of any q
 *     view-changes one is an honest signer's of that certificate, and shows every block up to it
 *     that it does not hold certified (C5)
 * @param reproposed blocks to prepare again, directly above the floor, each linked to the one below
 */
record Floor(Optional<CertifiedBlock> block, List<Block> certain, List<Block> reproposed) {

  /** Copies the lists. */
  Floor {
    certain = List.copyOf(certain);
    reproposed = List.copyOf(reproposed);
  }

  /** Sequence of the floor; 0 for genesis. */
  SequenceNumber sequence() {
    return block.map(CertifiedBlock::sequence).orElse(SequenceNumber.ZERO);
  }

  /** The last block that is certain or to be prepared again. */
  SequenceNumber highest() {
    return sequence().plus(reproposed.size());
  }

  /** Digest of the block at the floor; {@link Digest#ZERO} for genesis. */
  Digest digest() {
    return block.map(b -> b.block().digest()).orElse(Digest.ZERO);
  }

  /** Computes the floor of the view that these view-changes want. */
  static Floor of(List<PbftMessage.ViewChange> viewChanges) {
    Optional<CertifiedBlock> highest = Optional.empty();
    SortedMap<SequenceNumber, PreparedBlock> best = new TreeMap<>();
    SortedMap<Digest, Block> shown = new TreeMap<>();
    for (PbftMessage.ViewChange viewChange : viewChanges) {
      if (viewChange.floor().isPresent()
          && (highest.isEmpty() || viewChange.floorSequence().isAfter(highest.get().sequence()))) {
        highest = viewChange.floor();
      }
      viewChange.floor().ifPresent(f -> shown.put(f.block().digest(), f.block()));
      for (PreparedBlock prepared : viewChange.prepared()) {
        shown.put(prepared.block().digest(), prepared.block());
        // The highest view wins, not the most frequent digest: only its certificate can be newer
        // than a commit (PITFALLS A.3). Two certificates of one view name one block.
        best.merge(prepared.sequence(), prepared, (a, b) -> b.view().isAfter(a.view()) ? b : a);
      }
    }
    Floor floor = new Floor(highest, List.of(), List.of());
    List<Block> reproposed = new ArrayList<>();
    Digest below = floor.digest();
    SequenceNumber next = floor.sequence().next();
    for (PreparedBlock prepared = best.get(next);
        prepared != null && prepared.block().parent().equals(below);
        prepared = best.get(next)) {
      reproposed.add(prepared.block());
      below = prepared.block().digest();
      next = next.next();
    }
    return new Floor(highest, certain(floor.digest(), shown), reproposed);
  }

  /** Down the parents from the floor, as far as they are shown. */
  private static List<Block> certain(Digest floor, SortedMap<Digest, Block> shown) {
    List<Block> certain = new ArrayList<>();
    for (Block block = shown.get(floor); block != null; block = shown.get(block.parent())) {
      certain.add(0, block);
    }
    return certain;
  }
}

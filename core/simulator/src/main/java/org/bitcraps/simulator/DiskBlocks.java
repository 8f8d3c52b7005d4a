package org.bitcraps.simulator;

import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.BlockStore;

/** Blocks in memory, never forced: a crash loses some of the last ones. */
final class DiskBlocks implements BlockStore {

  private final TreeMap<SequenceNumber, BlockNotice> blocks = new TreeMap<>();
  private SequenceNumber forced = SequenceNumber.ZERO;

  @Override
  public void put(BlockNotice block) {
    SequenceNumber sequence = block.certified().sequence();
    if (sequence.isAfter(last().next())) {
      throw new Violation("block store", "block " + sequence + " is put after block " + last());
    }
    resume(block);
  }

  @Override
  public void resume(BlockNotice block) {
    if (block.certified().sequence().isAfter(last())) {
      blocks.put(block.certified().sequence(), block);
    }
  }

  @Override
  public void force() {
    forced = last();
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    return Optional.ofNullable(blocks.get(sequence));
  }

  @Override
  public SequenceNumber last() {
    return blocks.isEmpty() ? SequenceNumber.ZERO : blocks.lastKey();
  }

  void crash(Chance chance) {
    for (int lost = chance.between(0, 3); lost > 0 && last().isAfter(forced); lost--) {
      blocks.pollLastEntry();
    }
  }

  /**
   * Gives up all blocks before this one.
   *
   * @return whether there were any
   */
  boolean prune(SequenceNumber before) {
    boolean any = !blocks.headMap(before).isEmpty();
    blocks.headMap(before).clear();
    return any;
  }

  void wipe() {
    blocks.clear();
    forced = SequenceNumber.ZERO;
  }
}

package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.BlockStore;

/** Blocks in memory, never forced: a crash loses some of the last ones. */
final class DiskBlocks implements BlockStore {

  private final List<BlockNotice> blocks = new ArrayList<>();
  private int forced;

  @Override
  public void put(BlockNotice block) {
    long sequence = block.certified().sequence().value();
    if (sequence == blocks.size() + 1) {
      blocks.add(block);
    } else if (sequence > blocks.size() + 1) {
      throw new Violation(
          "block store", "block " + sequence + " is put after block " + blocks.size());
    }
  }

  @Override
  public void force() {
    forced = blocks.size();
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    long index = sequence.value() - 1;
    return index >= 0 && index < blocks.size()
        ? Optional.of(blocks.get((int) index))
        : Optional.empty();
  }

  @Override
  public SequenceNumber last() {
    return new SequenceNumber(blocks.size());
  }

  void crash(Chance chance) {
    int lost = Math.min(blocks.size() - forced, chance.between(0, 3));
    blocks.subList(blocks.size() - lost, blocks.size()).clear();
  }

  void wipe() {
    blocks.clear();
    forced = 0;
  }
}

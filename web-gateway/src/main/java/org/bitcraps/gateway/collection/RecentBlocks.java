package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last blocks as they were executed: what proofs are made of. Thread-safe.
 *
 * <p>Bound: {@code blocksMax} blocks and {@code leavesMax} result leaves, whichever is reached
 * first; the last block always stays (X4).
 */
final class RecentBlocks {

  private final int blocksMax;
  private final long leavesMax;
  private final TreeMap<Long, FollowedBlock> blocks = new TreeMap<>();
  private long leaves;

  RecentBlocks(int blocksMax, long leavesMax) {
    this.blocksMax = blocksMax;
    this.leavesMax = leavesMax;
  }

  synchronized void add(FollowedBlock block) {
    blocks.put(block.sequence(), block);
    leaves += block.executed().leaves().size();
    while (blocks.size() > 1 && (blocks.size() > blocksMax || leaves > leavesMax)) {
      leaves -= blocks.pollFirstEntry().getValue().executed().leaves().size();
    }
  }

  synchronized Optional<FollowedBlock> get(long sequence) {
    return Optional.ofNullable(blocks.get(sequence));
  }

  /** The lowest block kept; 0 if there is none. */
  synchronized long first() {
    return blocks.isEmpty() ? 0 : blocks.firstKey();
  }

  /** Those from … to that are kept, ascending. */
  synchronized List<FollowedBlock> range(long from, long to) {
    return new ArrayList<>(blocks.subMap(from, true, to, true).values());
  }
}

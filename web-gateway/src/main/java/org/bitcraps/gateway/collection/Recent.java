package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Something of each of the last blocks. Thread-safe.
 *
 * <p>Bound: {@code blocksMax} blocks, which together weigh at most {@code weightMax}, whichever is
 * reached first; the last block always stays (X4).
 */
final class Recent<T> {

  private final int blocksMax;
  private final long weightMax;
  private final ToLongFunction<T> weigher;
  private final TreeMap<Long, T> blocks = new TreeMap<>();
  private long weight;

  Recent(int blocksMax, long weightMax, ToLongFunction<T> weigher) {
    this.blocksMax = blocksMax;
    this.weightMax = weightMax;
    this.weigher = weigher;
  }

  /** Of the next block. */
  synchronized void add(long sequence, T block) {
    blocks.put(sequence, block);
    weight += weigher.applyAsLong(block);
    while (blocks.size() > 1 && (blocks.size() > blocksMax || weight > weightMax)) {
      weight -= weigher.applyAsLong(blocks.pollFirstEntry().getValue());
    }
  }

  synchronized Optional<T> get(long sequence) {
    return Optional.ofNullable(blocks.get(sequence));
  }

  /** The lowest block kept; 0 if there is none. */
  synchronized long first() {
    return blocks.isEmpty() ? 0 : blocks.firstKey();
  }

  /** Those from … to that are kept, ascending. */
  synchronized List<T> range(long from, long to) {
    return new ArrayList<>(blocks.subMap(from, true, to, true).values());
  }
}

package org.bitcraps.bench.faults;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the chain has done, as seen at the gateways. Thread-safe. */
final class Progress {

  private static final int RECEIPT = 0x3302;
  private static final int ORDER_KIND_AT = 34;
  private static final int BET = 1;
  private static final int OUTCOME_AT = 78;
  private static final int DONE = 1;

  private final Map<String, Consumer<String>> awaited = new ConcurrentHashMap<>();
  private final NavigableMap<Long, Integer> doneAtMs = new TreeMap<>();
  private final NavigableMap<Long, Long> blockAtMs = new TreeMap<>();
  private long last;
  private long bets;
  private long executed;

  /** {@code then} hears once when a receipt of that order is certified. */
  void await(String order, Consumer<String> then) {
    awaited.put(order, then);
  }

  void forget(String order) {
    awaited.remove(order);
  }

  /** A gateway shows that block. The first one counts. */
  void block(long sequence, List<byte[]> leaves) {
    int done = 0;
    for (byte[] leaf : leaves) {
      if (leaf.length > OUTCOME_AT && ByteBuffer.wrap(leaf).getShort() == RECEIPT) {
        String order = HexFormat.of().formatHex(leaf, 2, 34);
        Consumer<String> then = awaited.remove(order);
        if (then != null) {
          then.accept(order);
        }
        done += leaf[ORDER_KIND_AT] == BET && leaf[OUTCOME_AT] == DONE ? 1 : 0;
      }
    }
    synchronized (this) {
      long nowMs = System.currentTimeMillis();
      if (sequence > last) {
        last = sequence;
        blockAtMs.put(nowMs, sequence);
      }
      if (sequence > executed && !leaves.isEmpty()) {
        executed = sequence;
        bets += done;
        doneAtMs.merge(nowMs / 1_000, done, Integer::sum);
      }
    }
  }

  /** The last block that was seen anywhere. */
  synchronized long last() {
    return last;
  }

  /** Bets that were executed, in all. */
  synchronized long bets() {
    return bets;
  }

  /** The longest time without a new block between these moments. */
  synchronized long gapMs(long fromMs, long toMs) {
    long gap = 0;
    long at = fromMs;
    for (long block : blockAtMs.subMap(fromMs, true, toMs, true).keySet()) {
      gap = Math.max(gap, block - at);
      at = block;
    }
    return Math.max(gap, toMs - at);
  }

  /**
   * The longest of those that begin between these moments, however late it ends; −1 if it lasts.
   */
  synchronized long gapBegunMs(long fromMs, long toMs) {
    long gap = 0;
    long at = fromMs;
    for (long block : blockAtMs.tailMap(fromMs, true).keySet()) {
      gap = Math.max(gap, block - at);
      at = block;
      if (at > toMs) {
        return gap;
      }
    }
    return -1;
  }

  /** The sum of all times without a new block that were longer than that. */
  synchronized long silenceMs(long fromMs, long toMs, long longerThanMs) {
    long silence = 0;
    long at = fromMs;
    for (long block : blockAtMs.subMap(fromMs, true, toMs, true).keySet()) {
      silence += block - at > longerThanMs ? block - at : 0;
      at = block;
    }
    return silence + (toMs - at > longerThanMs ? toMs - at : 0);
  }

  /** When the first block after that moment came; −1 if none has. */
  synchronized long firstAfterMs(long atMs) {
    Long block = blockAtMs.higherKey(atMs);
    return block == null ? -1 : block;
  }

  /** Bets executed from … to, a second. */
  synchronized double perSecond(long fromMs, long toMs) {
    long done =
        doneAtMs.subMap(fromMs / 1_000, true, toMs / 1_000, false).values().stream()
            .mapToLong(Integer::longValue)
            .sum();
    return (double) done / Math.max(1, toMs / 1_000 - fromMs / 1_000);
  }
}

package org.bitcraps.gateway.collection;

import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BlockNotice;

/**
 * The last blocks as they were certified, without what came of them: for clients that execute them
 * themselves. They reach back further than {@link RecentBlocks} when a block has many leaves: to
 * before the last snapshots. Thread-safe.
 *
 * <p>Bound: {@code blocksMax} blocks and {@code bytesMax} bytes of bodies, whichever is reached
 * first; the last block always stays (X4).
 */
final class RecentNotices {

  private final int blocksMax;
  private final long bytesMax;
  private final TreeMap<Long, BlockNotice> notices = new TreeMap<>();
  private long bytes;

  RecentNotices(int blocksMax, long bytesMax) {
    this.blocksMax = blocksMax;
    this.bytesMax = bytesMax;
  }

  synchronized void add(BlockNotice notice) {
    notices.put(notice.certified().sequence().value(), notice);
    bytes += size(notice);
    while (notices.size() > 1 && (notices.size() > blocksMax || bytes > bytesMax)) {
      bytes -= size(notices.pollFirstEntry().getValue());
    }
  }

  private static long size(BlockNotice notice) {
    return notice.bodies().stream().mapToLong(body -> body.body().size()).sum();
  }

  /** The lowest block kept; 0 if there is none. */
  synchronized long first() {
    return notices.isEmpty() ? 0 : notices.firstKey();
  }

  synchronized Optional<BlockNotice> get(long sequence) {
    return Optional.ofNullable(notices.get(sequence));
  }
}

package org.bitcraps.gateway.collection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.keys.Digest;

/**
 * Certified notices whose turn has not come, or whose bodies are not all here. Not thread-safe.
 *
 * <p>Bound: {@code blocksMax} blocks after the last executed one, {@code bytesMax} of bodies; what
 * is farthest ahead goes first, it can be asked for again (X4).
 */
final class Waiting {

  private final int blocksMax;
  private final long bytesMax;
  private final TreeMap<Long, BlockNotice> notices = new TreeMap<>();
  private long bytes;

  Waiting(int blocksMax, long bytesMax) {
    this.blocksMax = blocksMax;
    this.bytesMax = bytesMax;
  }

  boolean hasRoomFor(long sequence, long last) {
    return sequence - last <= blocksMax;
  }

  boolean contains(long sequence) {
    return notices.containsKey(sequence);
  }

  /** Keeps a notice; of a second one for the same block the bodies that were missing. */
  void put(long sequence, BlockNotice notice) {
    BlockNotice before = notices.get(sequence);
    BlockNotice now = before == null ? notice : union(before, notice);
    bytes += size(now) - (before == null ? 0 : size(before));
    notices.put(sequence, now);
    while (bytes > bytesMax && notices.size() > 1) {
      bytes -= size(notices.pollLastEntry().getValue());
    }
  }

  private static BlockNotice union(BlockNotice a, BlockNotice b) {
    Map<Digest, BatchBody> bodies = new LinkedHashMap<>();
    a.bodies().forEach(body -> bodies.put(body.body().digest(), body));
    b.bodies().forEach(body -> bodies.putIfAbsent(body.body().digest(), body));
    return new BlockNotice(
        a.certified(),
        a.certified().block().bodies().stream().map(bodies::get).filter(Objects::nonNull).toList());
  }

  /** The notice of that block, if it is here. */
  BlockNotice get(long sequence) {
    return notices.get(sequence);
  }

  void remove(long sequence) {
    BlockNotice gone = notices.remove(sequence);
    if (gone != null) {
      bytes -= size(gone);
    }
  }

  /** The lowest block here; {@code Long.MAX_VALUE} if none. */
  long lowest() {
    return notices.isEmpty() ? Long.MAX_VALUE : notices.firstKey();
  }

  private static long size(BlockNotice notice) {
    long size = 0;
    for (BatchBody body : notice.bodies()) {
      size += body.body().size();
    }
    return size;
  }
}

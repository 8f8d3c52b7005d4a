package org.bitcraps.protocol.pbft;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * How many bytes each who asks for what is kept here is given: {@link #AT_ONCE}, and {@link
 * #PER_MS} from then on. Reading, signing and sending them takes the replica's one thread, and
 * nobody may have all of it (X4). Who executes what it gets is slower than that; who is given
 * nothing asks another, or later.
 *
 * <p>A token bucket each, that may be overdrawn by one answer: none is cut short, for who asked
 * would take it for whole, and wait for the rest.
 *
 * @param <K> who asks: validators of the set, or registered gateways; one entry each
 */
final class Helpings<K extends Comparable<K>> {

  /** Bytes: as much as one request for blocks is answered with. */
  static final long AT_ONCE = CatchUp.REPLY_BYTES_MAX;

  /** Bytes in a millisecond: 32 MiB in a second. */
  static final long PER_MS = 32L << 10;

  /** Bytes that an answer counts as, and each item in it, beside those that it has. */
  static final long EACH = 16L << 10;

  private final LongSupplier nowMs;
  private final SortedMap<K, Left> left = new TreeMap<>();

  private record Left(long bytes, long atMs) {}

  /**
   * @param nowMs when it goes back, all have everything again
   */
  Helpings(LongSupplier nowMs) {
    this.nowMs = nowMs;
  }

  /** Whether this one may be given something now. */
  boolean has(K asker) {
    return bytes(asker) > 0;
  }

  /** It was given something, of so many bytes. */
  void give(K asker, long bytes) {
    left.put(asker, new Left(bytes(asker) - EACH - bytes, nowMs.getAsLong()));
  }

  private long bytes(K asker) {
    Left last = left.get(asker);
    if (last == null) {
      return AT_ONCE;
    }
    long passedMs = nowMs.getAsLong() - last.atMs();
    boolean full = passedMs < 0 || passedMs > (AT_ONCE - last.bytes()) / PER_MS;
    return full ? AT_ONCE : last.bytes() + passedMs * PER_MS;
  }
}

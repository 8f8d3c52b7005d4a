package org.bitcraps.gateway.collection;

import java.util.List;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * When to ask whom for blocks: one request at a time, the next validator when one does not answer.
 * Not thread-safe.
 */
final class Asking {

  /** After so long without what we asked for, the next validator is asked. */
  static final long RETRY_MS = 500;

  /** After so long without any block we ask whether there are more: notices may all be lost. */
  static final long SILENCE_MS = 3_000;

  private final List<ReplicaId> validators;
  private final BlockSource source;
  private int turn;
  private long askedFrom;
  private int askedCount;
  private long askedAtMs = Long.MIN_VALUE / 2;
  private long newsAtMs;

  Asking(List<ReplicaId> validators, BlockSource source, long nowMs) {
    this.validators = validators;
    this.source = source;
    this.newsAtMs = nowMs;
  }

  /** A block was executed: the answer may go on beyond what we asked for. */
  void executed(long sequence, long nowMs) {
    newsAtMs = nowMs;
    if (sequence == askedFrom + askedCount - 1) {
      askedAtMs = Long.MIN_VALUE / 2;
      if (askedCount == BlockRequest.COUNT_MAX) {
        ask(sequence + 1, BlockRequest.COUNT_MAX, nowMs);
      }
    }
  }

  /**
   * Something is known to be missing.
   *
   * @param count of blocks; asked for only when they are asked for
   */
  void missing(long from, LongSupplier count, long nowMs) {
    boolean underWay = from >= askedFrom && from < askedFrom + askedCount;
    if (!underWay || nowMs - askedAtMs >= RETRY_MS) {
      turn += underWay ? 1 : 0;
      ask(from, (int) Math.min(count.getAsLong(), BlockRequest.COUNT_MAX), nowMs);
    }
  }

  /** Nothing is known to be missing. */
  void idle(long next, long nowMs) {
    if (nowMs - newsAtMs >= SILENCE_MS && nowMs - askedAtMs >= SILENCE_MS) {
      turn++;
      ask(next, BlockRequest.COUNT_MAX, nowMs);
    }
  }

  private void ask(long from, int count, long nowMs) {
    askedFrom = from;
    askedCount = count;
    askedAtMs = nowMs;
    source.ask(
        validators.get(Math.floorMod(turn, validators.size())),
        new BlockRequest(new SequenceNumber(from), count));
  }
}

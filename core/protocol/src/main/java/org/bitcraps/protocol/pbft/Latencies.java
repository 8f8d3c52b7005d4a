package org.bitcraps.protocol.pbft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * How long this replica saw each primary take from a proposal to its certificate (P4, P5).
 *
 * <p>A primary is measured against the others' last segments, never against its own: else it could
 * buy itself patience by being slow (PITFALLS C, bft-smart#51). A faulty one among the others moves
 * the median of all but little, and what was measured long ago counts less with every minute: an
 * attack on the network must not leave long timeouts behind for the primary that comes after it.
 */
final class Latencies {

  /** Blocks remembered of the segment that runs. */
  private static final int KEPT = 64;

  /** A segment is judged from so many blocks on. */
  static final int JUDGED_FROM = 16;

  /** What was measured is worth half after so long. */
  static final long HALF_LIFE_MS = 60_000;

  /** The median of a primary's last segment, and when that ended. */
  private record Segment(long medianMs, long endedMs) {

    long worthMs(long nowMs) {
      long halves = Math.max(0, nowMs - endedMs) / HALF_LIFE_MS;
      return halves > 62 ? 0 : medianMs >> halves;
    }
  }

  private final SortedMap<ReplicaId, Segment> last = new TreeMap<>();
  private final Deque<Long> running = new ArrayDeque<>();

  /** A block of the primary of this view was certified, so long after its proposal came. */
  void certified(long latencyMs) {
    running.add(Math.max(0, latencyMs));
    if (running.size() > KEPT) {
      running.remove();
    }
  }

  /** The segment of this primary is over. */
  void ended(ReplicaId primary, long nowMs) {
    if (!running.isEmpty()) {
      last.put(primary, new Segment(lowerMedian(new ArrayList<>(running)), nowMs));
      running.clear();
    }
  }

  /** The median of the segment that runs; empty before there is enough to judge it by. */
  OptionalLong running() {
    return running.size() < JUDGED_FROM
        ? OptionalLong.empty()
        : OptionalLong.of(lowerMedian(new ArrayList<>(running)));
  }

  /**
   * The median of the last segments of all but this primary.
   *
   * @param atLeast empty if fewer others are known
   */
  OptionalLong others(ReplicaId primary, int atLeast, long nowMs) {
    List<Long> medians = new ArrayList<>();
    last.forEach((id, segment) -> {
      if (!id.equals(primary)) {
        medians.add(segment.worthMs(nowMs));
      }
    });
    return medians.size() < atLeast || medians.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(lowerMedian(medians));
  }

  private static long lowerMedian(List<Long> values) {
    values.sort(null);
    return values.get((values.size() - 1) / 2);
  }
}

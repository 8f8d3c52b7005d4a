package org.bitcraps.node.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bitcraps.protocol.consensus.Lane;

/**
 * A queue with a lane for votes and one for bodies, each bounded by count and bytes (X4): votes
 * leave first, but every drain takes a body too, so that neither waits for the other for ever.
 * Thread-safe.
 */
public final class LaneQueue<T> {

  /** What a lane holds at most. One item is always taken, however large. */
  public record Bounds(int count, long bytes) {

    /**
     * @throws IllegalArgumentException if a bound is not positive
     */
    public Bounds {
      if (count < 1 || bytes < 1) {
        throw new IllegalArgumentException("bounds: " + count + " items, " + bytes + " bytes");
      }
    }
  }

  /** What became of an offer. */
  public enum Offer {
    TAKEN,
    /** No room in its lane: dropped; the protocol asks again for what it misses. */
    FULL,
    /** Nobody takes anything out any more. */
    CLOSED
  }

  private record Item<T>(T value, long bytes) {}

  private static final class Track<T> {
    final Bounds bounds;
    final Deque<Item<T>> items = new ArrayDeque<>();
    long bytes;

    Track(Bounds bounds) {
      this.bounds = bounds;
    }

    boolean hasRoom(long more) {
      return items.isEmpty() || (items.size() < bounds.count() && bytes + more <= bounds.bytes());
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final Map<Lane, Track<T>> tracks = new EnumMap<>(Lane.class);
  private boolean closed;

  /** A queue with these lanes. */
  public LaneQueue(Map<Lane, Bounds> lanes) {
    lanes.forEach((lane, bounds) -> tracks.put(lane, new Track<>(bounds)));
  }

  /** Adds at the end of a lane if there is room; never waits. */
  public Offer offer(Lane lane, T value, long bytes) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      Track<T> track = tracks.get(lane);
      return track.hasRoom(bytes) ? add(track, value, bytes) : Offer.FULL;
    } finally {
      lock.unlock();
    }
  }

  /** Adds at the end of a lane, waiting for room: {@code TAKEN} or {@code CLOSED}. */
  public Offer put(Lane lane, T value, long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Track<T> track = tracks.get(lane);
      while (!closed && !track.hasRoom(bytes)) {
        drained.await();
      }
      return closed ? Offer.CLOSED : add(track, value, bytes);
    } finally {
      lock.unlock();
    }
  }

  private Offer add(Track<T> track, T value, long bytes) {
    track.items.add(new Item<>(value, bytes));
    track.bytes += bytes;
    filled.signal();
    return Offer.TAKEN;
  }

  /**
   * Takes out what is there, votes first; waits for something at most so long.
   *
   * @param most items, at least 1
   * @return empty after the wait, or when closed
   */
  public List<T> drain(int most, long waitMs) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(waitMs);
      while (isEmpty() && !closed && nanos > 0) {
        nanos = filled.awaitNanos(nanos);
      }
      List<T> taken = new ArrayList<>();
      if (closed) {
        return taken;
      }
      for (Map.Entry<Lane, Track<T>> entry : tracks.entrySet()) {
        int kept = most > 1 ? waitingAfter(entry.getKey()) : 0;
        take(entry.getValue(), most - taken.size() - kept, taken);
      }
      if (!taken.isEmpty()) {
        drained.signalAll();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Later lanes in which something waits: each keeps one place of a drain. */
  private int waitingAfter(Lane lane) {
    int waiting = 0;
    for (Map.Entry<Lane, Track<T>> entry : tracks.entrySet()) {
      if (entry.getKey().compareTo(lane) > 0 && !entry.getValue().items.isEmpty()) {
        waiting++;
      }
    }
    return waiting;
  }

  private void take(Track<T> track, int most, List<T> into) {
    for (int i = 0; i < most && !track.items.isEmpty(); i++) {
      Item<T> item = track.items.remove();
      track.bytes -= item.bytes();
      into.add(item.value());
    }
  }

  private boolean isEmpty() {
    return tracks.values().stream().allMatch(track -> track.items.isEmpty());
  }

  /** Items that wait in all lanes. */
  public int size() {
    lock.lock();
    try {
      return tracks.values().stream().mapToInt(track -> track.items.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody takes anything out any more. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything; whoever waits goes on. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      tracks.values().forEach(track -> track.items.clear());
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

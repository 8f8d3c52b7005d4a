package org.bitcraps.gateway.collection;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has come and waits for the follower: bounded, whoever brings more waits (X4). */
public final class Notices {

  private static final int NOTICES_MAX = 64;
  private static final long TICK_MS = 100;

  /** Bytes of anybody's. */
  static final class Notice {

    private final byte[] bytes;
    private final boolean near;

    private Notice(byte[] bytes, boolean near) {
      this.bytes = bytes;
      this.near = near;
    }

    /** Not a copy. */
    byte[] bytes() {
      return bytes;
    }

    /** Whether they were in this server's cache. */
    boolean isNear() {
      return near;
    }
  }

  private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(NOTICES_MAX);
  private volatile boolean closed;

  /** From a validator, or from this server's disk. */
  public void put(byte[] bytes) {
    put(new Notice(bytes, false));
  }

  /** From this server's cache. */
  public void putNear(byte[] bytes) {
    put(new Notice(bytes, true));
  }

  private void put(Notice notice) {
    try {
      while (!closed && !waiting.offer(notice, TICK_MS, TimeUnit.MILLISECONDS)) {
        // The follower is busy: the broker keeps the rest.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next one; empty after a tenth of a second without. */
  Optional<Notice> poll() throws InterruptedException {
    return Optional.ofNullable(waiting.poll(TICK_MS, TimeUnit.MILLISECONDS));
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}

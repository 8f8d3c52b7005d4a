package org.bitcraps.jms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be sent to one queue of another server, and the thread that sends it. Bounded by
 * count and bytes; full, it refuses the newest; what has waited too long is dropped, for a stale
 * vote is worth nothing (X4). Thread-safe.
 */
final class Outbox implements Line {

  /** As long as a queue keeps what nobody takes ({@code expiry-delay} of its address). */
  static final long LIFE_MS = 15_000;

  private static final long JOIN_MS = 2_000;

  private record Waiting(Envelope envelope, long sinceNanos) {}

  private final Link link;
  private final String queue;
  private final Bounds bounds;
  private final long lifeNanos;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean closed;
  private final Thread thread;

  private Outbox(Link link, String queue, Bounds bounds, long lifeMs, ThreadFactory threads) {
    this.link = link;
    this.queue = queue;
    this.bounds = bounds;
    this.lifeNanos = TimeUnit.MILLISECONDS.toNanos(lifeMs);
    this.thread = threads.newThread(this::run);
  }

  /** An outbox over a link that it owns from now; begins to send. */
  static Outbox start(Link link, String queue, Bounds bounds, ThreadFactory threads) {
    return start(link, queue, bounds, LIFE_MS, threads);
  }

  static Outbox start(Link link, String queue, Bounds bounds, long lifeMs, ThreadFactory threads) {
    Outbox outbox = new Outbox(link, queue, bounds, lifeMs, threads);
    outbox.thread.setName("bitcraps-outbox-" + queue);
    outbox.thread.start();
    return outbox;
  }

  @Override
  public synchronized boolean send(Envelope envelope) {
    int size = envelope.body().length;
    boolean full =
        !waiting.isEmpty() && (waiting.size() >= bounds.count() || bytes + size > bounds.bytes());
    if (closed || full) {
      return false;
    }
    waiting.add(new Waiting(envelope, System.nanoTime()));
    bytes += size;
    notifyAll();
    return true;
  }

  private void run() {
    try {
      for (Waiting next = take(); next != null; next = take()) {
        if (System.nanoTime() - next.sinceNanos() <= lifeNanos) {
          boolean _ =
              link.send(queue, next.envelope()); // Not connected: lost, and asked for again.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next message; null when this is closed. */
  private synchronized Waiting take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    Waiting next = waiting.remove();
    bytes -= next.envelope().body().length;
    return next;
  }

  /** Forgets what waits, and ends the thread: closing the connection wakes it from a send. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
      bytes = 0;
      notifyAll();
    }
    link.close();
    try {
      if (!thread.equals(Thread.currentThread())) {
        thread.join(JOIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

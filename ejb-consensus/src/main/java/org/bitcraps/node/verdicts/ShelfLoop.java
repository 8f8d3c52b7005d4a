package org.bitcraps.node.verdicts;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;

/**
 * A shelf that is a cache of the server, worked by one thread: a cache that is slow, hangs or fails
 * keeps this thread and nobody else. Bounded; what finds no room is not kept.
 */
public final class ShelfLoop implements Shelf, AutoCloseable {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  /** Under way at most; about half a megabyte. */
  static final int TASKS_MAX = 4_096;

  /** Entries that one recall looks at: others can have put more there than we ever would. */
  static final int RECALLED_MAX = 65_536;

  private final ConcurrentMap<Object, Object> cache;
  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
  private final Thread thread;
  private volatile boolean closed;
  private boolean outageSaid;

  /**
   * Starts the thread.
   *
   * @param cache names and bytes of ours, and whatever others put there
   */
  public ShelfLoop(ConcurrentMap<Object, Object> cache, ThreadFactory threads) {
    this.cache = cache;
    this.thread = threads.newThread(this::work);
    thread.setName("bitcraps-verdicts");
    thread.start();
  }

  @Override
  public void put(String name, byte[] value) {
    tasks.offer(() -> cache.put(name, value));
  }

  @Override
  public void recall(BiConsumer<String, byte[]> reader) {
    tasks.offer(() -> {
      int left = RECALLED_MAX;
      for (Map.Entry<Object, Object> entry : cache.entrySet()) {
        if (closed || left-- == 0) {
          return;
        }
        if (entry.getKey() instanceof String name && entry.getValue() instanceof byte[] value) {
          reader.accept(name, value);
        }
      }
    });
  }

  private void work() {
    try {
      while (!closed) {
        Runnable task = tasks.take();
        try {
          task.run();
          outageSaid = false;
        } catch (RuntimeException e) {
          outage(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void outage(RuntimeException cause) {
    if (!closed && !outageSaid) {
      outageSaid = true;
      LOG.log(Level.INFO, "the cache of verdicts does not answer, they are made again: " + cause);
    }
  }

  /** What is under way is forgotten; does not wait for a cache that hangs. */
  @Override
  public void close() {
    closed = true;
    tasks.clear();
    thread.interrupt();
  }
}

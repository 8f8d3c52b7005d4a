package org.bitcraps.node.shelf;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A shelf that is a cache of the server, worked by one thread: a cache that is slow, hangs or fails
 * keeps this thread and nobody else. Bounded; what finds no room is not kept.
 */
public final class ShelfLoop implements Shelf, AutoCloseable {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  /** After the cache has failed: it may be joining the others, or leaving them. */
  private static final long REST_MS = 1_000;

  private static final long TICK_MS = 1_000;

  /** When all is recalled again: a server that comes back may find the others later than itself. */
  private static final List<Long> AGAIN_MS = List.of(15_000L, 60_000L);

  private static final int LOOKS_MAX = 256;

  /** A recall that is due some time. */
  private record Look(BiConsumer<String, byte[]> reader, long dueNanos) {}

  /**
   * What it takes, at most.
   *
   * @param tasks under way
   * @param valueBytes of one entry; a longer one is neither put nor shown
   * @param recalled entries that one recall looks at: others can have put more there than we would
   */
  public record Bounds(int tasks, int valueBytes, int recalled) {}

  /** The cache has ended with its server, and does not come back. */
  public static final class EndedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** No news: nobody is told. */
    public EndedException() {
      super("the cache has ended");
    }
  }

  private final String name;
  private final Supplier<Map<Object, Object>> cache;
  private final Bounds bounds;
  private final List<Long> againMs;
  private final BlockingQueue<Runnable> tasks;
  private final Map<ShelfCount, LongAdder> counts = new EnumMap<>(ShelfCount.class);
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private boolean outageSaid;

  /**
   * Starts the thread.
   *
   * @param name of the cache, for people
   * @param cache asked for before each use, on the thread: names and bytes of ours, and whatever
   *     others put there. It may have to be started, and may be stopped by somebody else; throws
   *     {@link EndedException} when it will not come back
   */
  public ShelfLoop(
      String name, Supplier<Map<Object, Object>> cache, Bounds bounds, ThreadFactory threads) {
    this(name, cache, bounds, AGAIN_MS, threads);
  }

  ShelfLoop(
      String name,
      Supplier<Map<Object, Object>> cache,
      Bounds bounds,
      List<Long> againMs,
      ThreadFactory threads) {
    this.name = name;
    this.cache = cache;
    this.bounds = bounds;
    this.againMs = againMs;
    this.tasks = new ArrayBlockingQueue<>(bounds.tasks());
    for (ShelfCount count : ShelfCount.values()) {
      counts.put(count, new LongAdder());
    }
    this.thread = threads.newThread(this::work);
    thread.setName("bitcraps-cache-" + name);
    thread.start();
  }

  /** The cache's name. */
  public String name() {
    return name;
  }

  /** So many, now. */
  public long count(ShelfCount count) {
    return counts.get(count).sum();
  }

  @Override
  public void put(String key, Supplier<byte[]> value) {
    boolean taken =
        tasks.offer(() -> {
          byte[] bytes = value.get();
          if (bytes.length > bounds.valueBytes()) {
            add(ShelfCount.DROPPED);
          } else {
            cache.get().put(key, bytes);
            add(ShelfCount.PUT);
          }
        });
    if (!taken) {
      add(ShelfCount.DROPPED);
    }
  }

  @Override
  public void get(List<String> keys, Predicate<byte[]> reader, IntConsumer end) {
    tasks.offer(() -> {
      Map<Object, Object> entries = cache.get();
      int shown = 0;
      for (String key : keys) {
        Object value = entries.get(key);
        if (closed) {
          return;
        }
        if (value != null && !isSound(value)) {
          add(ShelfCount.REFUSED);
          break;
        }
        if (value == null || !reader.test((byte[]) value)) {
          add(ShelfCount.MISSING);
          break;
        }
        shown++;
      }
      end.accept(shown);
    });
  }

  @Override
  public void recallAll(BiConsumer<String, byte[]> reader) {
    recall(reader);
    long nowNanos = System.nanoTime();
    for (long afterMs : againMs) {
      if (looks.size() < LOOKS_MAX) {
        looks.add(new Look(reader, nowNanos + TimeUnit.MILLISECONDS.toNanos(afterMs)));
      }
    }
  }

  @Override
  public void recall(BiConsumer<String, byte[]> reader) {
    tasks.offer(() -> {
      try {
        showAll(reader);
      } catch (EndedException e) {
        throw e;
      } catch (RuntimeException e) {
        recall(reader); // When the cache is there, if it is not yet.
        throw e;
      }
    });
  }

  private void showAll(BiConsumer<String, byte[]> reader) {
    int left = bounds.recalled();
    for (Map.Entry<Object, Object> entry : cache.get().entrySet()) {
      if (closed || left-- == 0) {
        return;
      }
      if (entry.getKey() instanceof String key && isSound(entry.getValue())) {
        reader.accept(key, (byte[]) entry.getValue());
      } else {
        add(ShelfCount.REFUSED);
      }
    }
  }

  private boolean isSound(Object value) {
    return value instanceof byte[] bytes && bytes.length <= bounds.valueBytes();
  }

  @Override
  public void judged(boolean holds) {
    add(holds ? ShelfCount.USED : ShelfCount.REFUSED);
  }

  private void add(ShelfCount count) {
    counts.get(count).increment();
  }

  private void work() {
    try {
      while (!closed) {
        Runnable task = tasks.poll(TICK_MS, TimeUnit.MILLISECONDS);
        lookAgain();
        try {
          if (task != null) {
            task.run();
            outageSaid = false;
          }
        } catch (EndedException e) {
          throw e;
        } catch (RuntimeException e) {
          outage(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EndedException e) {
      closed = true;
    }
  }

  private void lookAgain() {
    looks.removeIf(look -> {
      boolean due = System.nanoTime() - look.dueNanos() >= 0;
      if (due) {
        recall(look.reader());
      }
      return due;
    });
  }

  private void outage(RuntimeException cause) throws InterruptedException {
    add(ShelfCount.FAILED);
    if (!closed && !outageSaid) {
      outageSaid = true;
      LOG.log(Level.INFO, "the cache " + name + " does not answer, it is done without: " + cause);
    }
    if (!closed) {
      Thread.sleep(REST_MS);
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

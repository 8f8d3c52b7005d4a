package org.bitcraps.node.startup;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.node.shelf.ShelfLoop;
import org.bitcraps.node.shelf.ShelvedCheckpoints;
import org.bitcraps.node.shelf.Shelves;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.commons.api.BasicCacheContainer;

/** The caches that server-config defines, each with a thread of its own. */
final class Caches implements AutoCloseable {

  /** Half a megabyte under way, and what all validators together may know. */
  private static final ShelfLoop.Bounds SIGNATURES = new ShelfLoop.Bounds(4_096, 128, 65_536);

  /** Blocks under way are those that the validator just executed; a large one is not kept. */
  private static final ShelfLoop.Bounds BLOCKS = new ShelfLoop.Bounds(256, 64 << 10, 0);

  /** Few: one validator's is under way, or somebody's recall. */
  private static final ShelfLoop.Bounds CHECKPOINTS =
      new ShelfLoop.Bounds(32, ShelvedCheckpoints.BYTES_MAX, 64);

  /** Whoever must be told that we leave may not answer. */
  private static final long STOP_MS_MAX = 3_000;

  private final BasicCacheContainer container;
  private final ThreadFactory threads;
  private final Queue<BasicCache<?, ?>> started = new ConcurrentLinkedQueue<>();
  private final ShelfLoop signatures;
  private final ShelfLoop blocks;
  private final ShelfLoop checkpoints;

  /** Starts the threads; each cache starts with its first use. */
  Caches(BasicCacheContainer container, ThreadFactory threads) {
    this.container = container;
    this.threads = threads;
    this.signatures = loop("signatures", SIGNATURES);
    this.blocks = loop("blocks", BLOCKS);
    this.checkpoints = loop("checkpoints", CHECKPOINTS);
  }

  private ShelfLoop loop(String name, ShelfLoop.Bounds bounds) {
    return new ShelfLoop(name, () -> cache(name), bounds, threads);
  }

  /** By its name each time: somebody else may have stopped it, and this starts it again. */
  private Map<Object, Object> cache(String name) {
    BasicCache<Object, Object> cache = container.getCache(name);
    if (!started.contains(cache)) {
      started.add(cache);
    }
    return cache;
  }

  Shelves shelves() {
    return new Shelves(signatures, blocks, checkpoints);
  }

  List<ShelfLoop> all() {
    return List.of(signatures, blocks, checkpoints);
  }

  /** Gives them back to the server, which did not start them. */
  @Override
  public void close() {
    all().forEach(ShelfLoop::close);
    Thread stopping = threads.newThread(() -> started.forEach(BasicCache::stop));
    stopping.start();
    try {
      stopping.join(STOP_MS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

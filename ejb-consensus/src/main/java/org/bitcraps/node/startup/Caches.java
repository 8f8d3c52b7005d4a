package org.bitcraps.node.startup;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.bitcraps.node.shelf.ShelfLoop;
import org.bitcraps.node.shelf.ShelvedBlocks;
import org.bitcraps.node.shelf.ShelvedCheckpoints;
import org.bitcraps.node.shelf.Shelves;

/** The caches that server-config defines, each with a thread of its own. */
final class Caches implements AutoCloseable {

  static final List<String> NAMES = List.of("signatures", "blocks", "checkpoints");

  /** Half a megabyte under way, and what all validators together may know. */
  private static final ShelfLoop.Bounds SIGNATURES = new ShelfLoop.Bounds(4_096, 128, 65_536);

  /** Under way are those that the validators just executed. */
  private static final ShelfLoop.Bounds BLOCKS =
      new ShelfLoop.Bounds(32, ShelvedBlocks.BYTES_MAX, 0);

  /** Few: one validator's is under way, or somebody's recall. */
  private static final ShelfLoop.Bounds CHECKPOINTS =
      new ShelfLoop.Bounds(32, ShelvedCheckpoints.BYTES_MAX, 64);

  private final Function<String, Map<Object, Object>> source;
  private final ThreadFactory threads;
  private final ShelfLoop signatures;
  private final ShelfLoop blocks;
  private final ShelfLoop checkpoints;

  /**
   * Starts the threads; each cache starts with its first use.
   *
   * @param source of a cache by its name: asked before each use, on those threads
   */
  Caches(Function<String, Map<Object, Object>> source, ThreadFactory threads) {
    this.source = source;
    this.threads = threads;
    this.signatures = loop(NAMES.get(0), SIGNATURES);
    this.blocks = loop(NAMES.get(1), BLOCKS);
    this.checkpoints = loop(NAMES.get(2), CHECKPOINTS);
  }

  private ShelfLoop loop(String name, ShelfLoop.Bounds bounds) {
    return new ShelfLoop(name, () -> source.apply(name), bounds, threads);
  }

  Shelves shelves() {
    return new Shelves(signatures, blocks, checkpoints);
  }

  List<ShelfLoop> all() {
    return List.of(signatures, blocks, checkpoints);
  }

  /** The threads end; the server stops its caches itself. */
  @Override
  public void close() {
    all().forEach(ShelfLoop::close);
  }
}

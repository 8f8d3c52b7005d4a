package org.bitcraps.node.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.node.loop.LaneQueue;
import org.bitcraps.protocol.consensus.Lane;

/** The threads on which bodies are checked, shared by all validators of a server. Bounded. */
public final class VerifierPool implements AutoCloseable {

  private static final LaneQueue.Bounds BOUNDS = new LaneQueue.Bounds(64, 32L << 20);

  private final LaneQueue<Runnable> waiting = new LaneQueue<>(Map.of(Lane.BODIES, BOUNDS));
  private final List<Thread> threads = new ArrayList<>();

  /** Starts so many threads. */
  public VerifierPool(ThreadFactory factory, int size) {
    for (int i = 0; i < size; i++) {
      Thread thread = factory.newThread(this::work);
      thread.setName("bitcraps-verifier-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * Has a check done on one of the threads; waits while too many wait already.
   *
   * @param check must not throw
   * @param bytes what it keeps in memory until then
   */
  void run(Runnable check, long bytes) throws InterruptedException {
    waiting.put(Lane.BODIES, check, bytes);
  }

  private void work() {
    try {
      while (!waiting.isClosed()) {
        for (Runnable check : waiting.drain(1, Long.MAX_VALUE / 1_000_000)) {
          check.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets what waits and ends the threads after what they are at. */
  @Override
  public void close() {
    waiting.close();
  }
}

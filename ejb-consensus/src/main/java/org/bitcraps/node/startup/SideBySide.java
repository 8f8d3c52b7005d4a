package org.bitcraps.node.startup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Slow steps of a start at the same time: every key file costs a core half a second. */
final class SideBySide {

  private SideBySide() {}

  /**
   * Does all of them, each on a thread of its own, and waits until the last one has ended.
   *
   * @return what they returned, in their order
   * @throws IOException what the first one in this order that failed threw; so for what is
   *     unchecked
   */
  static <T> List<T> run(ThreadFactory threads, List<Callable<T>> steps) throws IOException {
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      List<T> results = new ArrayList<>();
      for (Future<T> step : executor.invokeAll(steps)) {
        results.add(step.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while starting");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}

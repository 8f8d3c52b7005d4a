package org.bitcraps.node.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** X4: a cache that is slow, hangs, fails or is full of strange things costs its users nothing. */
class ShelfLoopTest {

  private static final ShelfLoop.Bounds BOUNDS = new ShelfLoop.Bounds(64, 100, 1_000);
  private static final byte[] VALUE = {1, 2, 3};
  private static final byte[] OTHER = {4};

  private final Map<Object, Object> cache = new ConcurrentHashMap<>();
  private final List<byte[]> shown = new ArrayList<>();
  private final List<Integer> told = new ArrayList<>();
  private final Semaphore end = new Semaphore(0);

  private void end(int count) {
    told.add(count);
    end.release();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static ShelfLoop over(Supplier<Map<Object, Object>> cache) {
    return new ShelfLoop("test", cache, BOUNDS, ShelfLoopTest::thread);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(untilNanos);
      Thread.sleep(5);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(Semaphore semaphore, int permits) throws InterruptedException {
    assertThat(semaphore.tryAcquire(permits, 30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_was_put_is_shown_by_its_name_and_with_all() throws Exception {
    try (ShelfLoop shelf = over(() -> cache)) {
      shelf.put("a", () -> VALUE);
      shelf.put("b", () -> OTHER);
      shelf.get(List.of("b", "a", "none", "a"), shown::add, this::end);
      shelf.get(List.of("a", "b"), value -> false, this::end);
      await(end, 2);
      assertThat(shown).as("up to the one that is missing").containsExactly(OTHER, VALUE);
      assertThat(told).as("not wanted is missing").containsExactly(2, 0);
      assertThat(shelf.count(ShelfCount.PUT)).isEqualTo(2);
      assertThat(shelf.count(ShelfCount.MISSING)).isEqualTo(2);

      var all = new ConcurrentLinkedQueue<String>();
      shelf.recall((name, value) -> all.add(name));
      await(() -> all.size() == 2);
      assertThat(all).containsExactlyInAnyOrder("a", "b");
    }
  }

  @Test
  void what_is_too_long_is_neither_put_nor_shown() throws Exception {
    cache.put("huge", new byte[BOUNDS.valueBytes() + 1]);
    cache.put("most", new byte[BOUNDS.valueBytes()]);
    cache.put("text", "text");
    cache.put(7, VALUE);
    try (ShelfLoop shelf = over(() -> cache)) {
      shelf.put("long", () -> new byte[BOUNDS.valueBytes() + 1]);
      for (String name : List.of("huge", "long", "text", "most")) {
        shelf.get(List.of(name), shown::add, this::end);
      }
      await(end, 4);
      assertThat(shown).containsExactly(new byte[BOUNDS.valueBytes()]);
      assertThat(cache).doesNotContainKey("long");
      assertThat(shelf.count(ShelfCount.DROPPED)).isEqualTo(1);
      assertThat(shelf.count(ShelfCount.REFUSED)).isEqualTo(2);

      var all = new ConcurrentLinkedQueue<String>();
      shelf.recall((name, value) -> all.add(name));
      await(() -> !all.isEmpty());
      assertThat(all).containsExactly("most");
    }
  }

  @Test
  void one_recall_looks_at_no_more_than_its_bound() throws Exception {
    for (int i = 0; i < 2 * BOUNDS.recalled(); i++) {
      cache.put("n" + i, VALUE);
    }
    AtomicInteger all = new AtomicInteger();
    try (ShelfLoop shelf = over(() -> cache)) {
      shelf.recall((name, value) -> all.incrementAndGet());
      shelf.get(List.of(), value -> true, this::end);
      await(end, 1);
      assertThat(all).hasValue(BOUNDS.recalled());
    }
  }

  @Test
  void a_cache_that_fails_is_done_without_and_used_again() throws Exception {
    AtomicBoolean there = new AtomicBoolean();
    Supplier<Map<Object, Object>> joining =
        () -> {
          if (!there.get()) {
            throw new IllegalStateException("the cache has left");
          }
          return cache;
        };
    cache.put("of before", VALUE);
    try (ShelfLoop shelf = over(joining)) {
      var all = new ConcurrentLinkedQueue<String>();
      shelf.recall((name, value) -> all.add(name));
      shelf.put("lost", () -> VALUE);
      await(() -> shelf.count(ShelfCount.FAILED) >= 3);
      assertThat(cache).doesNotContainKey("lost");

      there.set(true);

      await(() -> !all.isEmpty());
      assertThat(all).as("recalled when it is there").containsExactly("of before");
      shelf.put("kept", () -> VALUE);
      await(() -> cache.containsKey("kept"));
    }
  }

  @Test
  void all_is_recalled_again_later_and_then_no_more() throws Exception {
    cache.put("of another server", VALUE);
    AtomicInteger asked = new AtomicInteger();
    var all = new ConcurrentLinkedQueue<String>();
    try (ShelfLoop shelf =
        new ShelfLoop(
            "test",
            () -> asked.getAndIncrement() == 0 ? Map.of() : cache,
            BOUNDS,
            List.of(20L, 40L),
            ShelfLoopTest::thread)) {
      shelf.recallAll((name, value) -> all.add(name));

      await(() -> all.size() == 2);
      Thread.sleep(60);
      shelf.get(List.of(), value -> true, this::end);
      await(end, 1);
      assertThat(all).containsExactly("of another server", "of another server");
      assertThat(asked).as("three times for all, and once for nothing").hasValue(4);
    }
  }

  @Test
  void a_cache_that_has_ended_is_not_asked_again() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    Supplier<Map<Object, Object>> ended =
        () -> {
          asked.incrementAndGet();
          throw new ShelfLoop.EndedException();
        };
    try (ShelfLoop shelf =
        new ShelfLoop(
            "test",
            ended,
            BOUNDS,
            task -> {
              threads.add(thread(task));
              return threads.get(0);
            })) {
      shelf.recallAll((name, value) -> {});
      shelf.put("late", () -> VALUE);
      threads.get(0).join(30_000);
      assertThat(threads.get(0).isAlive()).isFalse();
      assertThat(asked).hasValue(1);
      assertThat(shelf.count(ShelfCount.FAILED)).as("no fault, it is the end").isZero();
    }
  }

  @Test
  void nobody_waits_for_a_cache_that_hangs_and_nothing_piles_up() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Supplier<Map<Object, Object>> hanging =
        () -> {
          entered.countDown();
          try {
            Thread.sleep(Long.MAX_VALUE);
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException(e);
          }
          return cache;
        };
    List<Thread> threads = new ArrayList<>();
    ShelfLoop shelf =
        new ShelfLoop(
            "test",
            hanging,
            BOUNDS,
            task -> {
              threads.add(thread(task));
              return threads.get(0);
            });
    shelf.put("first", () -> VALUE);
    await(entered);
    for (int i = 0; i < 3 * BOUNDS.tasks(); i++) {
      shelf.put("n" + i, () -> VALUE);
      shelf.get(List.of("n" + i), value -> true, shown -> {});
      shelf.recall((name, value) -> {});
    }
    assertThat(shelf.count(ShelfCount.DROPPED)).isGreaterThan(2L * BOUNDS.tasks());

    shelf.close();

    await(interrupted);
    threads.get(0).join(30_000);
    assertThat(threads.get(0).isAlive()).isFalse();
  }
}

package org.bitcraps.node.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.junit.jupiter.api.Test;

/** X2: whatever lies on the shelf, a validator believes nothing but its own seal. */
class ShelvedVerdictsTest {

  private static final ReplicaId SELF = new ReplicaId(0);
  private static final VerdictSeal SEAL = seal(1);
  private static final Digest VERDICT = verdict(1);
  private static final String NAME = "0/" + VERDICT.hex();

  private static VerdictSeal seal(int key) {
    return new VerdictSeal(message -> HmacSha256.mac(new byte[] {(byte) key}, message));
  }

  private static Digest verdict(int i) {
    return Digest.of(DomainTag.VERDICT_BODY, new byte[] {(byte) (i >> 8), (byte) i});
  }

  /** A shelf that does everything at once. */
  private static final class Board implements Shelf {

    final Map<String, byte[]> entries = new LinkedHashMap<>();

    @Override
    public void put(String name, byte[] value) {
      entries.put(name, value);
    }

    @Override
    public void recall(BiConsumer<String, byte[]> reader) {
      entries.forEach(reader);
    }
  }

  private final Board board = new Board();

  private boolean recalls(String name, byte[] value) {
    board.entries.clear();
    board.entries.put(name, value);
    RecentVerdicts heap = new RecentVerdicts(10);
    var life = new ShelvedVerdicts(SELF, heap, SEAL, board);
    assertThat(heap.size()).isEqualTo(life.contains(VERDICT) ? 1 : 0);
    return life.contains(VERDICT);
  }

  @Test
  void the_next_life_knows_what_the_last_one_checked() {
    new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, board).add(VERDICT);

    assertThat(board.entries).containsOnlyKeys(NAME);
    assertThat(recalls(NAME, SEAL.of(VERDICT))).isTrue();
  }

  @Test
  void what_others_put_there_is_nothing() {
    byte[] own = SEAL.of(VERDICT);

    assertThat(recalls(NAME, seal(2).of(VERDICT))).as("sealed by a peer").isFalse();
    assertThat(recalls(NAME, SEAL.of(verdict(2)))).as("sealed for another verdict").isFalse();
    assertThat(recalls("0/" + verdict(2).hex(), own)).as("moved to another verdict").isFalse();
    assertThat(recalls("1/" + VERDICT.hex(), own)).as("said to be a peer's").isFalse();
    assertThat(recalls("00/" + VERDICT.hex(), own)).isFalse();
    for (int i = 0; i < own.length; i++) {
      byte[] flipped = own.clone();
      flipped[i] ^= (byte) 0x80;
      assertThat(recalls(NAME, flipped)).as("byte %d flipped", i).isFalse();
    }
    for (int length : new int[] {0, 31, 33, 1 << 20}) {
      assertThat(recalls(NAME, Arrays.copyOf(own, length))).as("%d bytes", length).isFalse();
    }
    for (String name : List.of("", "0/", "0/" + "x".repeat(64), NAME + "0", "n".repeat(1 << 20))) {
      assertThat(recalls(name, own)).isFalse();
    }
  }

  @Test
  void the_heap_is_bounded_and_forgets_the_oldest() {
    RecentVerdicts heap = new RecentVerdicts(100);
    for (int i = 0; i < 1_000; i++) {
      heap.add(verdict(i));
    }
    assertThat(heap.size()).isEqualTo(100);
    assertThat(heap.contains(verdict(899))).isFalse();
    assertThat(heap.contains(verdict(900))).isTrue();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(untilNanos);
      Thread.sleep(5);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @Test
  void a_cache_with_strange_things_in_it_gives_what_is_ours() throws Exception {
    ConcurrentHashMap<Object, Object> cache = new ConcurrentHashMap<>();
    cache.put(7, new byte[32]);
    cache.put("text", "text");
    try (ShelfLoop shelf = new ShelfLoop(cache, ShelvedVerdictsTest::thread)) {
      new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, shelf).add(VERDICT);
      await(() -> cache.containsKey(NAME));

      var next = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, shelf);
      await(() -> next.contains(VERDICT));
    }
  }

  @Test
  void a_cache_that_fails_is_done_without_and_used_again() throws Exception {
    CountDownLatch failures = new CountDownLatch(3);
    ConcurrentHashMap<Object, Object> cache =
        new ConcurrentHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Object put(Object name, Object value) {
            if (failures.getCount() > 0) {
              failures.countDown();
              throw new IllegalStateException("the cache has left");
            }
            return super.put(name, value);
          }
        };
    try (ShelfLoop shelf = new ShelfLoop(cache, ShelvedVerdictsTest::thread)) {
      var life = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, shelf);
      for (int i = 0; i < 4; i++) {
        life.add(verdict(i));
        assertThat(life.contains(verdict(i))).isTrue();
      }
      await(() -> cache.containsKey("0/" + verdict(3).hex()));
      assertThat(cache).hasSize(1);
    }
  }

  @Test
  void nobody_waits_for_a_cache_that_hangs_and_nothing_piles_up() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    ConcurrentHashMap<Object, Object> cache =
        new ConcurrentHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Object put(Object name, Object value) {
            entered.countDown();
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw new IllegalStateException(e);
            }
            return null;
          }
        };
    ShelfLoop shelf =
        new ShelfLoop(
            cache,
            task -> {
              threads.add(thread(task));
              return threads.get(0);
            });
    var life = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, shelf);
    life.add(VERDICT);
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 3 * ShelfLoop.TASKS_MAX; i++) {
      life.add(verdict(i & 0x7fff));
    }
    assertThat(life.contains(verdict((3 * ShelfLoop.TASKS_MAX - 1) & 0x7fff))).isTrue();

    shelf.close();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    threads.get(0).join(30_000);
    assertThat(threads.get(0).isAlive()).isFalse();
  }
}

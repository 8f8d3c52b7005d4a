package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.gateway.collection.Others.Asked;
import org.junit.jupiter.api.Test;

/** Whatever lies in the cache, the blocks come. */
class NearestFirstTest {

  private static final byte[] BYTES = {1};

  /** Has so many blocks of each request, and answers when it is told to. */
  private static final class Cache implements NearBlocks {
    int has;
    boolean hangs;
    int lookups;

    @Override
    public void get(BlockRequest request, Consumer<byte[]> reader, IntConsumer end) {
      lookups++;
      if (!hangs) {
        int shown = Math.min(has, request.count());
        for (int i = 0; i < shown; i++) {
          reader.accept(BYTES);
        }
        end.accept(shown);
      }
    }

    @Override
    public void judged(boolean holds) {
      throw new AssertionError("who follows judges");
    }
  }

  private final Cache cache = new Cache();
  private final Others others = new Others();
  private final List<byte[]> read = new ArrayList<>();
  private long nowMs = 1_000_000;
  private final NearestFirst source = new NearestFirst(cache, others, read::add, () -> nowMs);

  private void ask(long from, int count) {
    Others.ask(source, from, count);
  }

  @Test
  void what_the_cache_has_no_validator_is_asked_for() {
    cache.has = 64;
    ask(1, 64);
    assertThat(read).hasSize(64);
    assertThat(others.asked).isEmpty();
  }

  @Test
  void a_validator_is_asked_for_the_rest() {
    cache.has = 10;
    ask(100, 64);
    assertThat(read).hasSize(10);
    assertThat(others.asked).containsExactly(new Asked(110, 54));
  }

  @Test
  void of_an_empty_cache_nothing_is_noticed() {
    ask(1, 64);
    ask(1, 64);
    ask(65, 1);
    assertThat(others.asked).containsExactly(new Asked(1, 64), new Asked(1, 64), new Asked(65, 1));
    assertThat(cache.lookups).as("it may have more the next time").isEqualTo(2);
  }

  @Test
  void a_cache_that_hangs_costs_one_retry() {
    cache.hangs = true;
    ask(1, 64);
    assertThat(others.asked).isEmpty();
    ask(1, 64);
    assertThat(others.asked).containsExactly(new Asked(1, 64));
  }

  @Test
  void a_cache_whose_blocks_do_not_help_is_not_looked_into_for_a_while() {
    cache.has = 64;
    ask(1, 64);
    ask(1, 64);
    assertThat(others.asked).containsExactly(new Asked(1, 64));
    nowMs += NearestFirst.DISTRUST_MS - 1;
    ask(65, 64);
    assertThat(others.asked).last().isEqualTo(new Asked(65, 64));
    assertThat(cache.lookups).isEqualTo(1);
    nowMs++;
    ask(129, 64);
    assertThat(cache.lookups).isEqualTo(2);
    assertThat(others.asked).hasSize(2);
  }
}

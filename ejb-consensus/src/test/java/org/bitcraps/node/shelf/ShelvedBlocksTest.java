package org.bitcraps.node.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.junit.jupiter.api.Test;

/** Blocks lie in segments, and each of these is put there by f + 1 of the validators. */
class ShelvedBlocksTest {

  private static final class Board implements Shelf {
    final Map<String, byte[]> entries = new TreeMap<>();

    @Override
    public void put(String name, Supplier<byte[]> value) {
      entries.put(name, value.get());
    }

    @Override
    public void get(List<String> names, Predicate<byte[]> reader, IntConsumer end) {
      int shown = 0;
      for (String name : names) {
        if (!entries.containsKey(name) || !reader.test(entries.get(name))) {
          break;
        }
        shown++;
      }
      end.accept(shown);
    }

    @Override
    public void recall(BiConsumer<String, byte[]> reader) {
      throw new AssertionError("blocks are looked up");
    }

    @Override
    public void recallAll(BiConsumer<String, byte[]> reader) {
      throw new AssertionError("blocks are looked up");
    }

    @Override
    public void judged(boolean holds) {}
  }

  private final Board board = new Board();
  private final List<Integer> shown = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private final ShelvedBlocks validator = new ShelvedBlocks(board);

  private void put(long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      byte[] content = {(byte) sequence};
      validator.gather(sequence, () -> content);
    }
  }

  private void get(long from, int count) {
    shown.clear();
    ends.clear();
    new ShelvedBlocks(board)
        .get(
            new BlockRequest(new SequenceNumber(from), count),
            bytes -> shown.add((int) bytes[0]),
            ends::add);
    assertThat(ends).containsExactly(shown.size());
  }

  private static Integer[] numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toArray(Integer[]::new);
  }

  @Test
  void blocks_are_looked_up_by_their_sequence() {
    put(1, 100);
    assertThat(board.entries).containsOnlyKeys("0", "1", "2", "3", "4", "5");
    get(1, 64);
    assertThat(shown).containsExactly(numbers(1, 64));
    get(15, 3);
    assertThat(shown).containsExactly(15, 16, 17);
    get(16, 1);
    assertThat(shown).containsExactly(16);
    get(90, 64);
    assertThat(shown).as("up to the last whole segment").containsExactly(numbers(90, 96));
    get(97, 4);
    assertThat(shown).isEmpty();
  }

  @Test
  void the_latest_take_the_places_of_the_oldest() {
    int kept = ShelvedBlocks.SEGMENT * ShelvedBlocks.PLACES;
    put(1, kept + ShelvedBlocks.SEGMENT);
    assertThat(board.entries).hasSize(ShelvedBlocks.PLACES);
    get(1, 64);
    assertThat(shown).as("others lie in their place").isEmpty();
    get(ShelvedBlocks.SEGMENT + 1, 1);
    assertThat(shown).containsExactly(ShelvedBlocks.SEGMENT + 1);
    get(kept, 2);
    assertThat(shown).containsExactly((int) (byte) kept, (int) (byte) (kept + 1));
  }

  @Test
  void who_missed_a_part_of_a_segment_leaves_it_to_others() {
    put(2, 20);
    assertThat(board.entries).isEmpty();
    put(33, 40);
    put(42, 48);
    assertThat(board.entries).as("one was missing").isEmpty();
    put(49, 64);
    assertThat(board.entries).containsOnlyKeys("3");
  }

  @Test
  void whatever_lies_there_is_shown_as_far_as_it_is_what_it_says() {
    put(1, 32);
    byte[] whole = board.entries.get("0");
    for (int length = 0; length < whole.length; length++) {
      board.entries.put("0", Arrays.copyOf(whole, length));
      get(1, 64);
      int entire = Math.max(0, length - Long.BYTES) / (Integer.BYTES + 1);
      assertThat(shown).as("%d bytes", length).containsExactly(numbers(1, entire));
    }
    for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, whole.length}) {
      byte[] lying = whole.clone();
      ByteBuffer.wrap(lying).putInt(Long.BYTES, lie);
      board.entries.put("0", lying);
      get(1, 64);
      assertThat(shown).as("a length of %d", lie).isEmpty();
    }
    board.entries.put("0", board.entries.get("1"));
    get(1, 64);
    assertThat(shown).as("another segment").isEmpty();
  }

  @Test
  void each_segment_is_put_by_one_more_than_may_be_faulty() {
    for (int n = 1; n <= 10; n++) {
      int oneHonest = (n - 1) / 3 + 1;
      for (long segment = 0; segment < 3L * n; segment++) {
        int turns = 0;
        for (int place = 0; place < n; place++) {
          turns += ShelvedBlocks.isTurn(place, n, oneHonest, segment) ? 1 : 0;
        }
        assertThat(turns).as("%d validators, segment %d", n, segment).isEqualTo(oneHonest);
      }
    }
  }
}

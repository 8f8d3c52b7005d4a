package org.bitcraps.node.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.junit.jupiter.api.Test;

/** Blocks lie under their sequence, and each is put there by f + 1 of the validators. */
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
  private final List<Byte> shown = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private void put(long place, long sequence) {
    byte[] content = {(byte) sequence};
    board.put(Long.toString(place), () -> ShelvedBlocks.entry(sequence, content));
  }

  private void get(long from) {
    new ShelvedBlocks(board)
        .get(
            new BlockRequest(new SequenceNumber(from), 64),
            bytes -> shown.add(bytes[0]),
            ends::add);
  }

  @Test
  void blocks_are_looked_up_by_their_sequence() {
    for (long i = 254; i <= 259; i++) {
      put(i % ShelvedBlocks.BLOCKS, i);
    }
    get(255);
    assertThat(shown).containsExactly((byte) 255, (byte) 0, (byte) 1, (byte) 2, (byte) 3);
    assertThat(ends).containsExactly(5);
  }

  @Test
  void another_block_in_its_place_is_none() {
    put(1, 1 + ShelvedBlocks.BLOCKS);
    put(2, 2);
    put(3, 3);
    board.put("4", () -> new byte[Long.BYTES]);
    get(1);
    get(2);
    assertThat(shown).containsExactly((byte) 2, (byte) 3);
    assertThat(ends).containsExactly(0, 2);
  }

  @Test
  void each_block_is_put_by_one_more_than_may_be_faulty() {
    for (int n = 1; n <= 10; n++) {
      int oneHonest = (n - 1) / 3 + 1;
      for (long sequence = 0; sequence < 3L * n; sequence++) {
        int turns = 0;
        for (int place = 0; place < n; place++) {
          turns += ShelvedBlocks.isTurn(place, n, oneHonest, sequence) ? 1 : 0;
        }
        assertThat(turns).as("%d validators, block %d", n, sequence).isEqualTo(oneHonest);
      }
    }
  }
}

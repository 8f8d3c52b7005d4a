package org.bitcraps.node.shelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * The latest certified blocks on a shelf, each as its sequence and the bytes that a gateway would
 * be sent. The name says only whose place it takes: whoever bounds a cache by a count forgets which
 * entries it likes, and not the oldest.
 */
public final class ShelvedBlocks implements NearBlocks {

  /** Blocks kept. */
  static final int BLOCKS = 256;

  private final Shelf shelf;

  /** On that shelf. */
  public ShelvedBlocks(Shelf shelf) {
    this.shelf = shelf;
  }

  private static String name(long sequence) {
    return Long.toString(sequence % BLOCKS);
  }

  /**
   * Puts a block there if it is this validator's turn: f + 1 of them do it for each, so that one is
   * honest, and the servers carry it no oftener than that.
   */
  void put(BlockNotice notice, ReplicaId self, ReplicaSet set) {
    long sequence = notice.certified().sequence().value();
    int place = set.ids().indexOf(self);
    if (isTurn(place, set.ids().size(), set.quorum().oneHonest(), sequence)) {
      shelf.put(name(sequence), () -> entry(sequence, notice.toWire()));
    }
  }

  static byte[] entry(long sequence, byte[] notice) {
    return ByteBuffer.allocate(Long.BYTES + notice.length).putLong(sequence).put(notice).array();
  }

  static boolean isTurn(int place, int n, int oneHonest, long sequence) {
    return Math.floorMod(place - sequence, (long) n) < oneHonest;
  }

  @Override
  public void get(BlockRequest request, Consumer<byte[]> reader, IntConsumer end) {
    List<String> names = new ArrayList<>(request.count());
    long first = request.from().value();
    for (int i = 0; i < request.count(); i++) {
      names.add(name(first + i));
    }
    AtomicLong next = new AtomicLong(first); // The shelf's thread is not ours.
    shelf.get(
        names,
        entry -> {
          boolean wanted =
              entry.length > Long.BYTES
                  && ByteBuffer.wrap(entry).getLong() == next.getAndIncrement();
          if (wanted) {
            reader.accept(Arrays.copyOfRange(entry, Long.BYTES, entry.length));
          }
          return wanted;
        },
        end);
  }

  @Override
  public void judged(boolean holds) {
    shelf.judged(holds);
  }
}

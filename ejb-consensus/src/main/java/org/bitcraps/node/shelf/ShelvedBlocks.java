package org.bitcraps.node.shelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * The latest certified blocks on a shelf, sixteen to an entry: the sequence of the first (u64),
 * then of each its length (u32) and the bytes that a gateway would be sent. The name says only
 * whose place it takes: whoever bounds a cache by a count forgets which entries it likes, and not
 * the oldest.
 */
public final class ShelvedBlocks implements NearBlocks {

  /** Blocks of one entry: a put costs all servers the same, whatever is in it (ADR 0016). */
  static final int SEGMENT = 16;

  /** Entries kept. */
  static final int PLACES = 16;

  /** Of an entry, so that all together are no more than 16 MiB. */
  public static final int BYTES_MAX = 1 << 20;

  private final Shelf shelf;

  /** Of the segment that is not whole yet, on the thread of {@link #put}. */
  private final List<Supplier<byte[]>> gathered = new ArrayList<>();

  private long next;

  /** On that shelf. */
  public ShelvedBlocks(Shelf shelf) {
    this.shelf = shelf;
  }

  /** Blocks 1 … 16 are segment 0. */
  private static long segment(long sequence) {
    return Math.floorDiv(sequence - 1, SEGMENT);
  }

  private static long first(long segment) {
    return segment * SEGMENT + 1;
  }

  private static String name(long segment) {
    return Long.toString(segment % PLACES);
  }

  /**
   * Puts a block there, with those of its segment, if that is this validator's turn: f + 1 of them
   * do it for each, so that one is honest, and the servers carry it no oftener than that. Who did
   * not see a segment from its beginning leaves it to others.
   */
  void put(BlockNotice notice, ReplicaId self, ReplicaSet set) {
    long sequence = notice.certified().sequence().value();
    int place = set.ids().indexOf(self);
    if (isTurn(place, set.ids().size(), set.quorum().oneHonest(), segment(sequence))) {
      gather(sequence, notice::toWire);
    }
  }

  static boolean isTurn(int place, int n, int oneHonest, long segment) {
    return Math.floorMod(place - segment, (long) n) < oneHonest;
  }

  /** The next block of a segment that is this validator's; encoded on the shelf's thread. */
  void gather(long sequence, Supplier<byte[]> notice) {
    long segment = segment(sequence);
    if (sequence == first(segment)) {
      gathered.clear();
    } else if (sequence != next) {
      return;
    }
    next = sequence + 1;
    gathered.add(notice);
    if (gathered.size() == SEGMENT) {
      List<Supplier<byte[]>> whole = List.copyOf(gathered);
      shelf.put(name(segment), () -> entry(first(segment), whole));
      next = 0; // No block has this one.
    }
  }

  private static byte[] entry(long first, List<Supplier<byte[]>> notices) {
    List<byte[]> encoded = notices.stream().map(Supplier::get).toList();
    int bytes = Long.BYTES + encoded.stream().mapToInt(one -> Integer.BYTES + one.length).sum();
    ByteBuffer entry = ByteBuffer.allocate(bytes).putLong(first);
    encoded.forEach(one -> entry.putInt(one.length).put(one));
    return entry.array();
  }

  @Override
  public void get(BlockRequest request, Consumer<byte[]> reader, IntConsumer end) {
    long from = request.from().value();
    Show show = new Show(from, from + request.count() - 1, reader);
    List<String> names = new ArrayList<>();
    for (long segment = segment(from); segment <= segment(show.last); segment++) {
      names.add(name(segment));
    }
    shelf.get(names, show::entry, entries -> end.accept((int) (show.next - from)));
  }

  /** What was asked for, as far as it was shown; on the shelf's thread, which is not ours. */
  private static final class Show {

    final long last;
    private final Consumer<byte[]> reader;
    long next;

    Show(long first, long last, Consumer<byte[]> reader) {
      this.next = first;
      this.last = last;
      this.reader = reader;
    }

    /** Whether it is the segment of the next block and has all that is wanted of it. */
    boolean entry(byte[] bytes) {
      ByteBuffer entry = ByteBuffer.wrap(bytes);
      long segment = segment(next);
      if (entry.remaining() < Long.BYTES || entry.getLong() != first(segment)) {
        return false;
      }
      long end = Math.min(last, first(segment) + SEGMENT - 1);
      for (long sequence = first(segment); sequence <= end; sequence++) {
        int length = entry.remaining() < Integer.BYTES ? -1 : entry.getInt();
        if (length < 0 || length > entry.remaining()) {
          return false;
        }
        byte[] notice = new byte[length];
        entry.get(notice);
        if (sequence == next) {
          reader.accept(notice);
          next++;
        }
      }
      return true;
    }
  }

  @Override
  public void judged(boolean holds) {
    shelf.judged(holds);
  }
}

package org.bitcraps.node.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.shelf.Shelf;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.junit.jupiter.api.Test;

/** X2: whatever lies on the shelf, a validator believes nothing but its own seal. */
class ShelvedVerdictsTest {

  private static final ReplicaId SELF = new ReplicaId(0);
  private static final VerdictSeal SEAL = seal(1);
  private static final Digest VERDICT = verdict(1);
  private static final String NAME = "0/0";

  private static VerdictSeal seal(int key) {
    return new VerdictSeal(message -> HmacSha256.mac(new byte[] {(byte) key}, message));
  }

  private static byte[] entry(Digest verdict, VerdictSeal seal) {
    return ByteBuffer.allocate(64).put(verdict.toBytes()).put(seal.of(verdict)).array();
  }

  private static Digest verdict(int i) {
    return Digest.of(DomainTag.VERDICT_BODY, new byte[] {(byte) (i >> 8), (byte) i});
  }

  /** A shelf that does everything at once. */
  private static final class Board implements Shelf {

    final Map<String, byte[]> entries = new LinkedHashMap<>();

    final List<Boolean> judged = new ArrayList<>();

    @Override
    public void put(String name, Supplier<byte[]> value) {
      entries.put(name, value.get());
    }

    @Override
    public void get(List<String> names, Predicate<byte[]> reader, IntConsumer end) {
      throw new AssertionError("verdicts are not looked up");
    }

    @Override
    public void judged(boolean holds) {
      judged.add(holds);
    }

    @Override
    public void recall(BiConsumer<String, byte[]> reader) {
      throw new AssertionError("once is not enough");
    }

    @Override
    public void recallAll(BiConsumer<String, byte[]> reader) {
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
    new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, board)
        .add(VERDICT, ShelvedVerdicts.SHELVED_MIN);

    assertThat(board.entries).containsOnlyKeys(NAME);
    assertThat(recalls(NAME, board.entries.get(NAME))).isTrue();
  }

  @Test
  void each_takes_the_place_of_the_oldest() {
    var life = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, board);
    for (int i = 0; i < RecentVerdicts.BODIES_MAX + 3; i++) {
      life.add(verdict(i), ShelvedVerdicts.SHELVED_MIN);
    }
    assertThat(board.entries).hasSize(RecentVerdicts.BODIES_MAX);
    assertThat(board.entries.get("0/2"))
        .isEqualTo(entry(verdict(RecentVerdicts.BODIES_MAX + 2), SEAL));
    assertThat(board.entries.get("0/3")).isEqualTo(entry(verdict(3), SEAL));
  }

  @Test
  void what_is_sooner_checked_than_shared_stays_on_the_heap() {
    var life = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, board);
    life.add(VERDICT, ShelvedVerdicts.SHELVED_MIN - 1);
    assertThat(life.contains(VERDICT)).isTrue();
    assertThat(board.entries).isEmpty();
  }

  @Test
  void what_others_put_there_is_nothing() {
    byte[] own = entry(VERDICT, SEAL);

    assertThat(recalls(NAME, entry(VERDICT, seal(2)))).as("sealed by a peer").isFalse();
    assertThat(recalls("1/0", own)).as("said to be a peer's").isFalse();
    assertThat(recalls("00/0", own)).isFalse();
    byte[] moved = entry(verdict(2), SEAL);
    System.arraycopy(own, 32, moved, 32, 32);
    assertThat(recalls(NAME, moved)).as("sealed for another verdict").isFalse();
    for (int i = 0; i < own.length; i++) {
      byte[] flipped = own.clone();
      flipped[i] ^= (byte) 0x80;
      assertThat(recalls(NAME, flipped)).as("byte %d flipped", i).isFalse();
    }
    for (int length : new int[] {0, 32, 63, 65, 1 << 20}) {
      assertThat(recalls(NAME, Arrays.copyOf(own, length))).as("%d bytes", length).isFalse();
    }
    assertThat(recalls("", own)).isFalse();
    assertThat(recalls("0", own)).isFalse();
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

  @Test
  void what_comes_back_is_counted_and_so_is_what_is_wrong() {
    board.entries.put("0/7", entry(VERDICT, SEAL));
    board.entries.put("0/8", entry(VERDICT, seal(2)));
    board.entries.put("0/x", SEAL.of(VERDICT));
    board.entries.put("1/7", entry(VERDICT, seal(2)));

    var _ = new ShelvedVerdicts(SELF, new RecentVerdicts(10), SEAL, board);

    assertThat(board.judged)
        .as("another's is not ours to judge")
        .containsExactly(true, false, false);
  }
}

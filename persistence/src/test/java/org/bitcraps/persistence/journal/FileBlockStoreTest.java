package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileBlockStoreTest {

  private static final List<BlockNotice> CHAIN = Blocks.chain(Bench.CHAIN, 12);

  @TempDir Path scratch;

  @Test
  void itKeepsBlocksWithTheirBodiesFromRunToRun() {
    try (FileBlockStore store = open()) {
      assertThat(store.last()).isEqualTo(SequenceNumber.ZERO);
      CHAIN.subList(0, 7).forEach(store::put);
    }
    try (FileBlockStore store = open()) {
      assertThat(store.notice()).isEmpty();
      assertThat(store.last()).isEqualTo(new SequenceNumber(7));
      CHAIN.subList(7, 12).forEach(store::put);
      for (BlockNotice block : CHAIN) {
        assertThat(store.block(block.certified().sequence())).contains(block);
      }
      assertThat(store.block(SequenceNumber.ZERO)).isEmpty();
      assertThat(store.block(new SequenceNumber(13))).isEmpty();
    }
  }

  @Test
  void aBlockThatIsThereIsLeftAndAGapIsRefused() throws IOException {
    try (FileBlockStore store = open()) {
      store.put(CHAIN.get(0));
      store.put(CHAIN.get(1));
      long size = Files.size(file());
      store.put(CHAIN.get(0));
      store.put(CHAIN.get(1));
      assertThat(Files.size(file())).isEqualTo(size);
      assertThatThrownBy(() -> store.put(CHAIN.get(3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("block 4 after block 2");
      assertThat(store.last()).isEqualTo(new SequenceNumber(2));
    }
  }

  /** C7: after a state was fetched the blocks before it are missing, and stay so. */
  @Test
  void aGapIsKeptWhereTheStoreResumes() {
    try (FileBlockStore store = open()) {
      store.put(CHAIN.get(0));
      store.put(CHAIN.get(1));
      store.resume(CHAIN.get(4));
      store.put(CHAIN.get(5));
      store.resume(CHAIN.get(1)); // There already.
      store.resume(CHAIN.get(6)); // No gap.
      store.resume(CHAIN.get(9));
      assertGaps(store);
    }
    try (FileBlockStore store = open()) {
      assertThat(store.notice()).isEmpty();
      assertGaps(store);
      store.put(CHAIN.get(10));
      assertThat(store.block(new SequenceNumber(11))).contains(CHAIN.get(10));
    }
  }

  private static void assertGaps(FileBlockStore store) {
    List<Integer> kept = List.of(1, 2, 5, 6, 7, 10);
    assertThat(store.last()).isEqualTo(new SequenceNumber(10));
    for (int sequence = 1; sequence <= 12; sequence++) {
      assertThat(store.block(new SequenceNumber(sequence)))
          .isEqualTo(
              kept.contains(sequence) ? Optional.of(CHAIN.get(sequence - 1)) : Optional.empty());
    }
    List<BlockNotice> seen = new ArrayList<>();
    store.forEach(SequenceNumber.ZERO, seen::add);
    assertThat(seen).isEqualTo(kept.stream().map(sequence -> CHAIN.get(sequence - 1)).toList());
  }

  /** An empty store may begin anywhere; a torn beginning leaves it empty. */
  @Test
  void anEmptyStoreBeginsWhereItResumes() throws IOException {
    try (FileBlockStore store = open()) {
      store.resume(CHAIN.get(7));
      store.put(CHAIN.get(8));
      assertThat(store.last()).isEqualTo(new SequenceNumber(9));
      assertThat(store.block(new SequenceNumber(1))).isEmpty();
      assertThat(store.block(new SequenceNumber(8))).contains(CHAIN.get(7));
    }
    byte[] good = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(good, good.length - 1));
    try (FileBlockStore store = open()) {
      assertThat(store.last()).isEqualTo(new SequenceNumber(8));
    }
    Files.write(file(), Arrays.copyOf(good, FileHeader.BYTES + 40));
    try (FileBlockStore store = open()) {
      assertThat(store.last()).isEqualTo(SequenceNumber.ZERO);
      store.put(CHAIN.get(0));
      assertThat(store.block(new SequenceNumber(1))).contains(CHAIN.get(0));
    }
  }

  @Test
  void aGatewaysBlocksAreNoValidators() {
    Parameters limits = Parameters.defaults();
    try (FileBlockStore store = FileBlockStore.openFollowed(scratch, Bench.CHAIN, limits)) {
      CHAIN.forEach(store::put);
    }
    try (FileBlockStore store = FileBlockStore.openFollowed(scratch, Bench.CHAIN, limits)) {
      assertThat(store.block(new SequenceNumber(12))).contains(CHAIN.get(11));
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("it is not a block store");
    ChainId other = new ChainId(Digest.ZERO);
    assertThatThrownBy(() -> FileBlockStore.openFollowed(scratch, other, limits))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("it is of chain " + Bench.CHAIN);
  }

  @Test
  void anIncompleteOrForeignBlockIsRefused() {
    try (FileBlockStore store = open()) {
      BlockNotice bare = new BlockNotice(CHAIN.getFirst().certified(), List.of());
      assertThatThrownBy(() -> store.put(bare))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("lacks bodies");
      BlockNotice foreign = Blocks.chain(new ChainId(Digest.ZERO), 1).getFirst();
      assertThatThrownBy(() -> store.put(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another chain");
    }
  }

  @Test
  void aReplayStreamsFromWhereItIsAsked() {
    try (FileBlockStore store = open()) {
      CHAIN.forEach(store::put);
      List<BlockNotice> seen = new ArrayList<>();
      store.forEach(SequenceNumber.ZERO, seen::add);
      assertThat(seen).isEqualTo(CHAIN);
      seen.clear();
      store.forEach(new SequenceNumber(9), seen::add);
      assertThat(seen).isEqualTo(CHAIN.subList(8, 12));
      store.forEach(new SequenceNumber(13), block -> seen.add(null));
      assertThat(seen).hasSize(4);
    }
  }

  @Test
  void cutAnywhereItDropsTheTailAndIsFilledAgain() throws IOException {
    List<BlockNotice> few = CHAIN.subList(0, 3);
    try (FileBlockStore store = open()) {
      few.forEach(store::put);
    }
    byte[] good = Files.readAllBytes(file());
    List<byte[]> records = few.stream().map(BlockNotice::toWire).toList();
    for (int cut = 0; cut < good.length; cut += cut < FileHeader.BYTES ? 101 : 3) {
      Files.write(file(), Arrays.copyOf(good, cut));
      long length = cut;
      long whole =
          Math.max(0, Bench.ends(records).stream().filter(end -> end <= length).count() - 1);
      try (FileBlockStore store = open()) {
        assertThat(store.last().value()).isEqualTo(whole);
        few.forEach(store::put);
        assertThat(store.block(new SequenceNumber(3))).contains(few.get(2));
      }
    }
  }

  @Test
  void damageAnywhereDropsWhatFollowsWithANotice() throws IOException {
    List<BlockNotice> few = CHAIN.subList(0, 3);
    try (FileBlockStore store = open()) {
      few.forEach(store::put);
    }
    byte[] good = Files.readAllBytes(file());
    List<Long> ends = Bench.ends(few.stream().map(BlockNotice::toWire).toList());
    for (int at = 0; at < good.length; at += at < FileHeader.BYTES ? 101 : 2) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << (at % 8));
      Files.write(file(), bad);
      long offset = at;
      long whole = Math.max(0, ends.stream().filter(end -> end <= offset).count() - 1);
      try (FileBlockStore store = open()) {
        assertThat(store.last().value()).as("byte %d", at).isEqualTo(whole);
        assertThat(store.notice()).isPresent();
      }
      try (FileBlockStore store = open()) {
        assertThat(store.notice()).isEmpty();
        assertThat(store.last().value()).isEqualTo(whole);
      }
    }
  }

  @Test
  void damageWhileItRunsIsReportedNotServed() throws IOException {
    try (FileBlockStore store = open()) {
      CHAIN.forEach(store::put);
      byte[] bad = Files.readAllBytes(file());
      bad[bad.length - 1] ^= 1;
      Files.write(file(), bad);
      assertThat(store.block(new SequenceNumber(11))).contains(CHAIN.get(10));
      assertThatThrownBy(() -> store.block(new SequenceNumber(12)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("block 12")
          .hasMessageContaining("Restart");
    }
  }

  @Test
  void anotherChainsStoreAndASecondOpenerAreTurnedAway() {
    try (FileBlockStore store = open()) {
      assertThatThrownBy(this::open).hasMessageContaining("open already");
      store.put(CHAIN.getFirst());
    }
    assertThatThrownBy(() ->
            FileBlockStore.open(
                scratch, new ChainId(Digest.ZERO), Bench.VALIDATOR, Parameters.defaults()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("of chain");
    try (FileBlockStore store = open()) {
      assertThat(store.last().value()).isEqualTo(1);
    }
  }

  @Test
  @Timeout(30)
  void readersReadWhileOneWrites() throws Exception {
    List<BlockNotice> chain = Blocks.chain(Bench.CHAIN, 1_500); // the index grows once
    try (FileBlockStore store = open();
        ExecutorService readers = Executors.newFixedThreadPool(3)) {
      // On a busy machine all could be written before anybody reads.
      CountDownLatch readOne = new CountDownLatch(2);
      Callable<Long> reader =
          () -> {
            long reads = 0;
            for (long last = 0; last < chain.size(); last = store.last().value()) {
              if (last > 0) {
                assertThat(store.block(new SequenceNumber(last)))
                    .contains(chain.get((int) last - 1));
                reads++;
                readOne.countDown();
              }
            }
            return reads;
          };
      List<Future<Long>> reading = List.of(readers.submit(reader), readers.submit(reader));
      store.put(chain.getFirst());
      assertThat(readOne.await(20, TimeUnit.SECONDS)).isTrue();
      chain.forEach(store::put);
      for (Future<Long> each : reading) {
        assertThat(each.get(20, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  @Test
  void anInterruptedReaderHurtsNobody() {
    try (FileBlockStore store = open()) {
      store.put(CHAIN.get(0));
      Thread.currentThread().interrupt();
      assertThat(store.block(new SequenceNumber(1))).contains(CHAIN.get(0));
      store.put(CHAIN.get(1));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(store.block(new SequenceNumber(2))).contains(CHAIN.get(1));
    }
  }

  private FileBlockStore open() {
    return FileBlockStore.open(scratch, Bench.CHAIN, Bench.VALIDATOR, Parameters.defaults());
  }

  private Path file() {
    return scratch.resolve(FileBlockStore.FILE);
  }
}

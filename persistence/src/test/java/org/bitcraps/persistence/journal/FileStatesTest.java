package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state is kept whole or not at all, and so few are that a long chain fills no disk. */
class FileStatesTest {

  private static final PlayedChain CHAIN = new PlayedChain("kept").play(2);
  private static final ChainId ID = CHAIN.genesis().chainId();

  @TempDir Path scratch;

  private FileStates open() {
    return FileStates.open(scratch, ID);
  }

  private static StateTree tree(long sequence) {
    return StateTree.of(CHAIN.played().get((int) sequence - 1).executed().ledger());
  }

  private static void keep(FileStates states, long sequence) {
    states.keep(CHAIN.snapshot(sequence), tree(sequence));
  }

  private static List<Long> kept(FileStates states) {
    return states.sequences().stream().map(SequenceNumber::value).toList();
  }

  private Path file(long sequence) {
    return scratch.resolve("state-" + sequence + ".bin");
  }

  @Test
  void what_was_kept_is_read_in_the_next_life() {
    try (FileStates states = open()) {
      assertThat(states.sequences()).isEmpty();
      keep(states, 3);
      keep(states, 5);
    }
    try (FileStates states = open()) {
      assertThat(kept(states)).containsExactly(3L, 5L);
      for (long sequence : List.of(3L, 5L)) {
        KeptStates.KeptState state = states.read(new SequenceNumber(sequence)).orElseThrow();
        assertThat(state.manifest()).isEqualTo(CHAIN.snapshot(sequence));
        assertThat(StateTree.restore(CHAIN.start().ledger(), state.chunks()).root())
            .isEqualTo(tree(sequence).root());
      }
      assertThat(states.read(new SequenceNumber(4))).isEmpty();
    }
  }

  @Test
  void only_one_has_them_at_a_time() {
    FileStates first = open();
    try (first) {
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("open already");
      keep(first, 3);
    }
    keep(first, 4);
    try (FileStates next = open()) {
      assertThat(kept(next)).as("what came after the end").containsExactly(3L);
    }
  }

  /** One flipped bit anywhere, or an end anywhere: it is refused, and named. */
  @Test
  void a_damaged_state_is_refused_wherever_the_damage_is() throws IOException {
    try (FileStates states = open()) {
      keep(states, 4);
      byte[] good = Files.readAllBytes(file(4));
      for (int at = 0; at < good.length; at++) {
        if (at > 100 && at < FileHeader.BYTES - 100) {
          continue; // Zeros, all under one checksum.
        }
        byte[] bad = good.clone();
        bad[at] ^= 1;
        assertRefused(states, bad, "bit of byte " + at);
      }
      for (int length = 0; length < good.length; length += 97) {
        assertRefused(states, Arrays.copyOf(good, length), "length " + length);
      }
      byte[] longer = Arrays.copyOf(good, good.length + 1);
      longer[good.length] = 1;
      assertRefused(states, longer, "one byte more");
      Files.write(file(4), good);
      assertThat(states.read(new SequenceNumber(4))).isPresent();
    }
  }

  private void assertRefused(FileStates states, byte[] bad, String what) throws IOException {
    Files.write(file(4), bad);
    assertThatThrownBy(() -> states.read(new SequenceNumber(4)))
        .as(what)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("state-4.bin");
  }

  /** Whole frames, and yet one too few: the certificate tells. */
  @Test
  void a_state_that_lacks_a_chunk_is_refused() throws IOException {
    try (FileStates states = open()) {
      keep(states, 4);
      byte[] good = Files.readAllBytes(file(4));
      List<byte[]> chunks = tree(4).contents();
      int last = chunks.get(chunks.size() - 1).length + Frame.HEAD_BYTES;
      assertRefused(states, Arrays.copyOf(good, good.length - last), "without the last chunk");
    }
  }

  /** Nor counted: the newest of a longer chain would say that ours are old. */
  @Test
  void another_chains_state_is_neither_kept_nor_read_nor_touched() throws IOException {
    PlayedChain other = new PlayedChain("other").play(1);
    try (FileStates states = FileStates.open(scratch, other.genesis().chainId())) {
      assertThatThrownBy(() -> keep(states, 3)).hasMessageContaining("another chain");
      states.keep(other.snapshot(3), StateTree.of(other.played().get(2).executed().ledger()));
    }
    byte[] theirs = Files.readAllBytes(file(3));
    try (FileStates states = open()) {
      assertThat(states.sequences()).isEmpty();
      assertThat(states.read(new SequenceNumber(3))).isEmpty();
      assertThat(file(3)).hasBinaryContent(theirs);
      keep(states, 3);
      Files.write(file(3), theirs);
      assertThatThrownBy(() -> states.read(new SequenceNumber(3)))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("chain");
    }
  }

  @Test
  void a_state_that_cannot_be_read_hides_no_other() throws IOException {
    try (FileStates states = open()) {
      keep(states, 3);
    }
    Files.createDirectories(file(4)); // To read it fails, as where a disk does.
    try (FileStates states = open()) {
      assertThat(states.sequences()).containsExactly(new SequenceNumber(3));
      assertThat(states.read(new SequenceNumber(3))).isPresent();
    }
  }

  /** The folder is given back. */
  @Test
  void a_folder_that_refuses_stops_nobody_for_long() throws IOException {
    Path unfinished = scratch.resolve("state-4.bin.new");
    Files.createDirectories(unfinished.resolve("not to be deleted"));
    assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
    Files.move(unfinished, scratch.resolve("other"));
    try (FileStates states = open()) {
      keep(states, 4);
      assertThat(states.read(new SequenceNumber(4))).isPresent();
    }
  }

  /** Wherever the disk ends or an fsync fails: the state before is there, this one is not. */
  @Test
  void a_disk_that_refuses_costs_the_new_state_and_no_room() throws IOException {
    try (FileStates states = open()) {
      keep(states, 2);
    }
    long whole = Files.size(file(2));
    for (long bytes = 0; bytes < whole; bytes += 211) {
      long room = bytes;
      assertNotKept(FileStates.open(scratch, ID, disk -> new FaultyDisk(disk, room, 9)));
    }
    for (int forces = 0; forces < 2; forces++) {
      int left = forces;
      assertNotKept(
          FileStates.open(scratch, ID, disk -> new FaultyDisk(disk, Long.MAX_VALUE, left)));
    }
    try (FileStates states = open()) {
      keep(states, 5);
      assertThat(kept(states)).containsExactly(2L, 5L);
    }
  }

  private void assertNotKept(FileStates refusing) throws IOException {
    try (refusing) {
      assertThatThrownBy(() -> keep(refusing, 5)).isInstanceOf(JournalException.class);
      assertThat(kept(refusing)).containsExactly(2L);
      assertThat(refusing.read(new SequenceNumber(2))).isPresent();
    }
    try (Stream<Path> files = Files.list(scratch)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("state-2.bin", "states.lock");
    }
  }

  /** A process that died while it wrote left half a file, under another name. */
  @Test
  void what_has_not_got_its_name_is_nothing() throws IOException {
    Files.write(scratch.resolve("state-7.bin.new"), new byte[5_000]);
    Files.write(scratch.resolve("state-9.bin.new"), new byte[5_000]);
    Files.write(scratch.resolve("state-x.bin"), new byte[5_000]);
    try (FileStates states = open()) {
      assertThat(states.sequences()).isEmpty();
      assertThat(scratch.resolve("state-9.bin.new")).as("room for others").doesNotExist();
      assertThat(scratch.resolve("state-x.bin")).as("not ours").exists();
      keep(states, 7);
      assertThat(states.read(new SequenceNumber(7))).isPresent();
    }
  }

  @Test
  void files_that_are_not_needed_go() throws IOException {
    try (FileStates states = open()) {
      for (long sequence = 1; sequence <= 8; sequence++) {
        keep(states, sequence);
      }
      assertThat(kept(states)).hasSizeLessThan(8).contains(1L, 6L, 7L, 8L);
      try (Stream<Path> files = Files.list(scratch)) {
        assertThat(files.filter(file -> file.toString().endsWith(".bin")))
            .hasSize(kept(states).size());
      }
    }
  }

  /** At every length of a chain: few, and none missed by more than the distance to the newest. */
  @Test
  void older_states_become_fewer_and_none_is_missed_by_much() {
    TreeSet<SequenceNumber> kept = new TreeSet<>();
    for (long newest = 512; newest <= 512 * 4_000; newest += 512) {
      kept.add(new SequenceNumber(newest));
      kept.removeAll(FileStates.needless(kept));
      assertThat(kept).hasSizeLessThanOrEqualTo(FileStates.NEWEST + 2 * 12);
      for (long block = 1_024; block <= newest; block += 512) {
        long below = kept.floor(new SequenceNumber(block - 1)).value();
        assertThat(block - below)
            .as("block %d of %d", block, newest)
            .isLessThanOrEqualTo(Math.max(512, newest - block));
      }
    }
  }
}

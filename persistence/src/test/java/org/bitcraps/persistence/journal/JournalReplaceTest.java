package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.persistence.journal.JournalContract.bytes;
import static org.bitcraps.persistence.journal.JournalContract.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Death in the middle of a replacement: the next recovery gives the old records or the new. */
class JournalReplaceTest {

  private static final List<String> OLD = List.of("old 0", "old 1", "old 2");
  private static final List<String> NEW = List.of("new 0", "new 1", "new 2", "new 3");

  @TempDir Path scratch;

  private static List<byte[]> records(List<String> texts) {
    return texts.stream().map(JournalContract::bytes).toList();
  }

  private Bench withOld(String name) {
    Bench bench = new Bench(scratch.resolve(name));
    try (FileJournal journal = bench.open()) {
      journal.recover();
      journal.append(records(OLD));
      journal.force();
    }
    return bench;
  }

  /** The disk is full at any byte of the new file, or fails at any of its forces. */
  @Test
  void aDiskThatRefusesLeavesTheOldRecords() {
    int replaced = 0;
    for (int step = 0; step < 80; step++) {
      int at = step;
      Bench bench = withOld("refuses-" + step);
      AtomicInteger opened = new AtomicInteger();
      boolean full = step < 72;
      try (FileJournal journal =
          bench.open(disk ->
              opened.getAndIncrement() != 1
                  ? disk // Only the new file meets the fault.
                  : new FaultyDisk(
                      disk,
                      full ? FileHeader.BYTES - 8 + at * 2L : Long.MAX_VALUE,
                      full ? Integer.MAX_VALUE : at - 72))) {
        journal.recover();
        try {
          journal.replace(records(NEW));
          replaced++;
        } catch (JournalException e) {
          assertThat(e).hasMessageContaining("must stop");
          assertThatThrownBy(() -> journal.append(records(NEW)))
              .isInstanceOf(JournalException.class);
        }
      }
      try (FileJournal journal = bench.open()) {
        List<String> found = texts(journal.recover());
        assertThat(List.of(OLD, NEW)).as("step %d", step).contains(found);
        journal.replace(records(NEW)); // Whatever was left lying about is in nobody's way.
      }
      try (FileJournal journal = bench.open()) {
        assertThat(texts(journal.recover())).isEqualTo(NEW);
      }
    }
    assertThat(replaced).as("forces beyond the last one do not fail").isBetween(1, 10);
  }

  /** The same while its owner runs: whatever it wrote and forced in this life is there too. */
  @Test
  void aRunningJournalThatCannotBeCutKeepsTheOldRecords() {
    int cut = 0;
    for (int step = 0; step < 48; step++) {
      int at = step;
      Bench bench = withOld("running-" + step);
      AtomicInteger opened = new AtomicInteger();
      boolean full = step < 40;
      List<String> before = new ArrayList<>(OLD);
      before.add("of this life");
      try (FileJournal journal =
          bench.open(disk ->
              opened.getAndIncrement() != 1
                  ? disk
                  : new FaultyDisk(
                      disk,
                      full ? FileHeader.BYTES - 8 + at * 4L : Long.MAX_VALUE,
                      full ? Integer.MAX_VALUE : at - 40))) {
        journal.recover();
        journal.append(records(List.of("of this life")));
        journal.force();
        assertThat(texts(journal.records())).isEqualTo(before);
        try {
          journal.replace(records(NEW));
          cut++;
        } catch (JournalException e) {
          assertThatThrownBy(journal::records).isInstanceOf(JournalException.class);
        }
      }
      try (FileJournal journal = bench.open()) {
        assertThat(List.of(before, NEW)).as("step %d", step).contains(texts(journal.recover()));
      }
    }
    assertThat(cut).as("forces beyond the last one do not fail").isBetween(1, 10);
  }

  /** Killed before the new file has its name: a draft of any length is no journal. */
  @Test
  void aDraftIsNoJournal() throws IOException {
    Bench whole = withOld("whole");
    try (FileJournal journal = whole.open()) {
      journal.recover();
      journal.replace(records(NEW));
    }
    Path drafted = scratch.resolve("whole").resolve(FileJournal.FILE);
    byte[] draft = Files.readAllBytes(drafted);
    for (int length = 0; length <= draft.length; length += 1 + length / 3) {
      Bench bench = withOld("draft-" + length);
      Path home = scratch.resolve("draft-" + length);
      Files.write(home.resolve(FileJournal.FILE + ".new"), java.util.Arrays.copyOf(draft, length));
      try (FileJournal journal = bench.open()) {
        assertThat(texts(journal.recover())).isEqualTo(OLD);
        journal.append(List.of(bytes("and on")));
        journal.force();
      }
    }
  }

  /** A byte of the new records that changes later is damage, not a torn tail: all were forced. */
  @Test
  void damageToWhatReplacedTheOldRecordsIsRefused() throws IOException {
    Bench bench = withOld("damage");
    try (FileJournal journal = bench.open()) {
      journal.recover();
      journal.replace(records(NEW));
    }
    Path file = scratch.resolve("damage").resolve(FileJournal.FILE);
    byte[] good = Files.readAllBytes(file);
    int lastFrame = FileHeader.BYTES + 3 * (Frame.HEAD_BYTES + 5);
    List<Integer> places = new ArrayList<>();
    for (int at = FileHeader.BYTES; at < lastFrame; at += 3) {
      places.add(at);
    }
    for (int at : places) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(file, bad);
      try (FileJournal journal = bench.open()) {
        assertThatThrownBy(journal::recover)
            .as("byte %d", at)
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("damaged");
      }
    }
  }
}

package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.persistence.journal.JournalContract.bytes;
import static org.bitcraps.persistence.journal.JournalContract.texts;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails, or the process dies. */
class JournalDeathTest {

  @TempDir Path scratch;

  @Test
  void afterAFailedForceItIsDeadForGood() {
    Bench bench = new Bench(scratch);
    try (FileJournal journal = bench.open(disk -> new FaultyDisk(disk, Long.MAX_VALUE, 2))) {
      journal.recover(); // the first force
      journal.append(List.of(bytes("durable")));
      journal.force();
      journal.append(List.of(bytes("perhaps")));
      assertThatThrownBy(journal::force)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("must stop")
          .hasRootCauseMessage("Input/output error")
          .satisfies(e -> assertThat(((JournalException) e).isForWantOfSpace()).isFalse());
      // The disk would now say yes.
      assertThatThrownBy(journal::force).isInstanceOf(JournalException.class);
      assertThatThrownBy(() -> journal.append(List.of(bytes("never"))))
          .isInstanceOf(JournalException.class);
    }
    try (FileJournal journal = bench.open()) {
      assertThat(texts(journal.recover())).startsWith("durable").doesNotContain("never");
    }
  }

  @Test
  void fullAtAnyByteItDiesAndKeepsWhatItForced() {
    // Header, room for some records, then no more: wherever the disk ends, inside zeros or a frame.
    for (int bytesMax = FileHeader.BYTES; bytesMax < FileHeader.BYTES + 600; bytesMax += 7) {
      int quota = bytesMax;
      Bench bench = new Bench(scratch.resolve("full-" + bytesMax));
      List<String> forced = new ArrayList<>();
      try (FileJournal journal =
          bench.open(disk -> new FaultyDisk(disk, quota, Integer.MAX_VALUE))) {
        journal.recover();
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    journal.append(List.of(bytes("record " + i)));
                    journal.force();
                    forced.add("record " + i);
                  }
                })
            .isInstanceOf(JournalException.class)
            .hasRootCauseMessage("No space left on device")
            .satisfies(e -> assertThat(((JournalException) e).isForWantOfSpace()).isTrue());
        assertThatThrownBy(journal::force).isInstanceOf(JournalException.class);
      }
      try (FileJournal journal = bench.open()) {
        assertThat(texts(journal.recover())).isEqualTo(forced);
        journal.append(List.of(bytes("there is room again")));
        journal.force();
      }
      try (FileJournal journal = bench.open()) {
        forced.add("there is room again");
        assertThat(texts(journal.recover())).isEqualTo(forced);
      }
    }
  }

  @Test
  @Timeout(60)
  void killedWhileItWritesItKeepsWhatItForced() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process child = JournalChild.start(scratch, "", JournalChild.WRITES);
      long lastForced = 0;
      try (BufferedReader out = child.inputReader()) {
        for (int line = 0; line < 60 + 40 * round; line++) {
          lastForced = Long.parseLong(out.readLine());
        }
        assertThatThrownBy(() -> JournalChild.open(scratch))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("open already");
        child.toHandle().destroyForcibly(); // SIGKILL; its output stays readable
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(128 + 9);
        for (String rest = out.readLine(); rest != null; rest = out.readLine()) {
          lastForced = Long.parseLong(rest);
        }
      } finally {
        child.destroyForcibly();
      }
      recoversAtLeast(lastForced);
    }
  }

  /** Killed at any moment of a life that cuts all the time: the end is there, and no gap in it. */
  @Test
  @Timeout(60)
  void killedWhileItCutsItKeepsWhatItForced() throws Exception {
    for (int round = 0; round < 4; round++) {
      Process child = JournalChild.start(scratch, "", JournalChild.CUTS);
      long lastForced = 0;
      try (BufferedReader out = child.inputReader()) {
        for (int line = 0; line < 50 + 7 * round; line++) {
          lastForced = Long.parseLong(out.readLine());
        }
        child.toHandle().destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        for (String rest = out.readLine(); rest != null; rest = out.readLine()) {
          lastForced = Long.parseLong(rest);
        }
      } finally {
        child.destroyForcibly();
      }
      try (FileJournal journal = JournalChild.open(scratch)) {
        List<Long> numbers = journal.recover().stream().map(JournalChild::number).toList();
        assertThat(numbers.getLast()).isGreaterThanOrEqualTo(lastForced);
        assertThat(numbers.size()).isBetween(JournalChild.KEPT, JournalChild.CUT_FROM + 4);
        for (int i = 0; i < numbers.size(); i++) {
          assertThat(numbers.get(i)).isEqualTo(numbers.getFirst() + i);
        }
      }
    }
  }

  /** A limit on the size of files is the full disk that needs no privileges. */
  @Test
  @Timeout(60)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void outOfSpaceItStopsAndKeepsWhatItForced() throws Exception {
    Process child = JournalChild.start(scratch, "ulimit -f 16384 && ", JournalChild.WRITES);
    long lastForced = 0;
    String last = "";
    try (BufferedReader out = child.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
        if (Character.isDigit(line.charAt(0))) {
          lastForced = Long.parseLong(line);
        }
      }
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(last).isEqualTo("dead, twice");
    assertThat(lastForced).isPositive();
    recoversAtLeast(lastForced);
  }

  private void recoversAtLeast(long lastForced) throws IOException {
    try (FileJournal journal = JournalChild.open(scratch)) {
      List<byte[]> records = journal.recover();
      assertThat((long) records.size()).isGreaterThanOrEqualTo(lastForced);
      for (int i = 0; i < records.size(); i++) {
        assertThat(records.get(i)).isEqualTo(JournalChild.record(i + 1));
      }
    }
  }
}

package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.persistence.journal.JournalContract.bytes;
import static org.bitcraps.persistence.journal.JournalContract.texts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of a small journal is lost or changed once. */
class JournalDamageTest {

  private static final List<byte[]> FIRST = List.of(bytes("prepare 1"), bytes(""));
  private static final List<byte[]> SECOND = List.of(bytes("prepared certificate and commit 1"));
  private static final List<byte[]> LAST = List.of(bytes("prepare 2"), bytes("view-change 1"));
  private static final List<byte[]> ALL =
      Stream.of(FIRST, SECOND, LAST).flatMap(List::stream).toList();
  private static final List<Long> ENDS = Bench.ends(ALL);

  /** Everything before was durable when the last group was written. */
  private static final long FORCED = ENDS.get(FIRST.size() + SECOND.size());

  @TempDir Path scratch;
  private Bench bench;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    bench = new Bench(scratch);
    bench.write(List.of(FIRST, SECOND, LAST));
    good = bench.bytes();
    assertThat(good.length).isGreaterThan(Math.toIntExact(ENDS.getLast())).isLessThan(4096 + 1024);
  }

  @Test
  void cutAnywhereItGivesBackWhatIsWholeAndGoesOn() throws IOException {
    for (int cut = FileHeader.BYTES; cut <= good.length; cut++) {
      bench.put(Arrays.copyOf(good, cut));
      long length = cut;
      int whole = (int) ENDS.stream().filter(end -> end <= length).count() - 1;
      int end = Math.toIntExact(ENDS.get(whole));
      boolean clean = Arrays.equals(good, end, cut, new byte[cut - end], 0, cut - end);
      try (FileJournal journal = bench.open()) {
        assertThat(journal.recover()).containsExactlyElementsOf(ALL.subList(0, whole));
        assertThat(journal.notice().isEmpty()).as("cut at %d", cut).isEqualTo(clean);
        journal.append(List.of(bytes("afterwards")));
        journal.force();
      }
      try (FileJournal journal = bench.open()) {
        List<byte[]> again = journal.recover();
        assertThat(again).hasSize(whole + 1);
        assertThat(again.subList(0, whole)).containsExactlyElementsOf(ALL.subList(0, whole));
        assertThat(texts(again).getLast()).isEqualTo("afterwards");
      }
    }
  }

  @Test
  void cutInsideTheHeaderItIsRefused() throws IOException {
    for (int cut = 0; cut < FileHeader.BYTES; cut += 39) {
      byte[] bad = Arrays.copyOf(good, cut);
      bench.put(bad);
      assertThatThrownBy(bench::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(bench.file().toString())
          .hasMessageContaining("offset " + cut)
          .hasMessageContaining("empty directory");
      assertThat(bench.bytes()).isEqualTo(bad);
    }
  }

  @Test
  void oneChangedByteIsNoticedWhereverItIs() throws IOException {
    // The middle of the header is zeros under one checksum: a sample of it will do.
    for (int at = 0; at < good.length; at += at > 64 && at < 4000 ? 13 : 1) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << (at % 8));
      bench.put(bad);
      if (at < FileHeader.BYTES) {
        assertThatThrownBy(bench::open)
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("header at offset 0");
      } else if (at < FORCED) {
        refusesToRecover(at);
      } else {
        cutsTheTail(at);
        continue;
      }
      assertThat(bench.bytes()).as("the file is left as it is").isEqualTo(bad);
    }
  }

  private void refusesToRecover(int at) {
    long frame = ENDS.stream().filter(end -> end <= at).reduce((a, b) -> b).orElseThrow();
    try (FileJournal journal = bench.open()) {
      assertThatThrownBy(journal::recover)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining(bench.file().toString())
          .hasMessageContaining("offset " + frame + ", record " + (ENDS.indexOf(frame) + 1))
          .hasMessageContaining("it was durable when record")
          .hasMessageContaining("empty directory");
      assertThatThrownBy(() -> journal.append(List.of(bytes("no"))))
          .isInstanceOf(JournalException.class);
    }
  }

  private void cutsTheTail(int at) {
    int whole = (int) ENDS.stream().filter(end -> end <= at).count() - 1;
    try (FileJournal journal = bench.open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(ALL.subList(0, whole));
      assertThat(journal.notice().orElseThrow()).contains("offset " + ENDS.get(whole));
    }
  }

  /** Pages reach the disk in any order: the first of three unforced records is not there. */
  @Test
  void aHoleInWhatWasNeverForcedIsATornTailAndStaysDead() throws IOException {
    byte[] holed = good.clone();
    int from = Math.toIntExact(FORCED);
    Arrays.fill(holed, from, Math.toIntExact(ENDS.get(4)), (byte) 0);
    bench.put(holed);
    try (FileJournal journal = bench.open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(ALL.subList(0, 3));
      assertThat(journal.notice()).isPresent();
      // As long as the lost one: the frame that stood behind it would fit again.
      journal.append(List.of(bytes("prepare 9")));
      journal.force();
    }
    try (FileJournal journal = bench.open()) {
      assertThat(texts(journal.recover()))
          .containsExactly("prepare 1", "", "prepared certificate and commit 1", "prepare 9");
      assertThat(journal.notice()).isEmpty();
    }
  }

  @Test
  void aLostPageOfWhatWasForcedIsRefused() throws IOException {
    byte[] holed = good.clone();
    Arrays.fill(holed, Math.toIntExact(ENDS.get(2)), Math.toIntExact(ENDS.get(3)), (byte) 0);
    bench.put(holed);
    refusesToRecover(Math.toIntExact(ENDS.get(2)));
  }

  @Test
  void aWholeRecordInTheWrongPlaceIsRefused() throws IOException {
    byte[] repeated = good.clone();
    int first = FileHeader.BYTES;
    int length = Math.toIntExact(ENDS.get(1)) - first;
    System.arraycopy(good, first, repeated, Math.toIntExact(ENDS.getLast()), length);
    bench.put(repeated);
    try (FileJournal journal = bench.open()) {
      assertThatThrownBy(journal::recover)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("record 6")
          .hasMessageContaining("record 1 stands here");
    }
  }

  @Test
  void aLengthBeyondTheLimitIsRefusedBeforeAllocation() throws Exception {
    byte[] bad = good.clone();
    Frame huge = new Frame(Integer.MAX_VALUE, 6, FileHeader.BYTES, 0);
    System.arraycopy(
        huge.toBytes(bench.salt()), 0, bad, Math.toIntExact(ENDS.getLast()), Frame.HEAD_BYTES);
    bench.put(bad);
    try (FileJournal journal = bench.open()) {
      assertThatThrownBy(journal::recover)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("does not write");
    }
  }

  /** A player chooses bytes of a record: they must not be able to stop a restart. */
  @Test
  void aForgedFrameInsideATornRecordIsNotBelieved() throws IOException {
    Salt strangersSalt = Salt.fresh();
    byte[] forged = new Frame(0, 7, ENDS.getLast() + 1, 0).toBytes(strangersSalt);
    try (FileJournal journal = bench.open()) {
      journal.recover();
      journal.append(List.of(forged));
    }
    byte[] torn = bench.bytes();
    torn[Math.toIntExact(ENDS.getLast())] ^= 1;
    bench.put(torn);
    try (FileJournal journal = bench.open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(ALL);
      assertThat(journal.notice()).isPresent();
    }
  }
}

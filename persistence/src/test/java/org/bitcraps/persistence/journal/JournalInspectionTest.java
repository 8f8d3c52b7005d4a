package org.bitcraps.persistence.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.persistence.journal.JournalContract.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.persistence.journal.JournalInspection.State;
import org.bitcraps.persistence.journal.JournalInspection.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look tells what the next start will find, and leaves every byte as it is. */
class JournalInspectionTest {

  private static final List<byte[]> FIRST = List.of(bytes("prepare 1"), bytes("commit 1"));
  private static final List<byte[]> LAST = List.of(bytes("prepare 2"));

  @TempDir private Path folder;
  private Bench bench;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    bench = new Bench(folder);
    bench.write(List.of(FIRST, LAST));
    good = bench.bytes();
  }

  private Verdict look() throws IOException {
    byte[] before = bench.bytes();
    Verdict verdict = JournalInspection.inspect(folder, Bench.CHAIN, Bench.VALIDATOR);
    assertThat(bench.bytes()).isEqualTo(before);
    return verdict;
  }

  @Test
  void what_is_whole_is_counted() throws Exception {
    assertThat(look()).isEqualTo(new Verdict(State.WHOLE, "3 records, 26 bytes"));
  }

  @Test
  void a_torn_tail_is_where_the_next_start_cuts() throws Exception {
    long end = Bench.ends(FIRST).getLast();
    bench.put(Arrays.copyOf(good, Math.toIntExact(end) + 20));
    Verdict verdict = look();
    assertThat(verdict.state()).isEqualTo(State.TORN);
    assertThat(verdict.says())
        .startsWith("2 records, 17 bytes; then ")
        .endsWith(" bytes at offset " + end + " that were never durable");
    try (FileJournal journal = bench.open()) {
      assertThat(journal.recover()).hasSize(2);
    }
  }

  @Test
  void what_the_next_start_refuses_is_said() throws Exception {
    byte[] bad = good.clone();
    bad[FileHeader.BYTES + Frame.HEAD_BYTES] ^= 1; // the first record, durable before the last
    bench.put(bad);
    assertThat(look().state()).isEqualTo(State.UNFIT);
    assertThat(look().says()).startsWith("record 1 at offset 4096 is damaged: it was durable");
    bench.put(Arrays.copyOf(good, 100));
    assertThat(look())
        .isEqualTo(new Verdict(State.UNFIT, "the file ends inside its header, at offset 100"));
  }

  @Test
  void one_of_another_chain_or_validator_is_not_ours() throws Exception {
    Verdict chain = JournalInspection.inspect(folder, new ChainId(Digest.ZERO), Bench.VALIDATOR);
    assertThat(chain.state()).isEqualTo(State.UNFIT);
    assertThat(chain.says()).startsWith("it is of chain " + Bench.CHAIN);
    assertThat(JournalInspection.inspect(folder, Bench.CHAIN, new ReplicaId(4)).says())
        .isEqualTo("it is of validator 3, not of 4");
  }

  @Test
  void none_and_one_that_is_open_are_told_apart() throws Exception {
    try (FileJournal journal = bench.open()) {
      assertThat(journal.recover()).hasSize(3);
      assertThat(look()).isEqualTo(new Verdict(State.OPEN, "a process has it open"));
    }
    assertThat(look().state()).isEqualTo(State.WHOLE);
    Files.delete(bench.file());
    Verdict none = JournalInspection.inspect(folder, Bench.CHAIN, Bench.VALIDATOR);
    assertThat(none).isEqualTo(new Verdict(State.MISSING, "there is no " + bench.file()));
    assertThat(bench.file()).doesNotExist();
  }

  @Test
  void as_a_program_it_prints_a_word_and_a_sentence() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, UTF_8));
      JournalInspection.main(
          new String[] {folder.toString(), Bench.CHAIN.toString(), Bench.VALIDATOR.toString()});
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(UTF_8).strip()).isEqualTo("WHOLE 3 records, 26 bytes");
  }
}

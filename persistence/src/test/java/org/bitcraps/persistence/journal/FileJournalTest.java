package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.persistence.journal.JournalContract.bytes;
import static org.bitcraps.persistence.journal.JournalContract.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest implements JournalContract {

  @TempDir Path scratch;

  @Override
  public Journal open() {
    return FileJournal.open(scratch.resolve("a/b/validator-3"), Bench.CHAIN, Bench.VALIDATOR);
  }

  @Test
  void aSecondOpenerIsTurnedAway() {
    try (Journal first = open()) {
      first.recover();
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("open already");
      first.append(List.of(bytes("still ours")));
      first.force();
    }
    try (Journal later = open()) {
      assertThat(texts(later.recover())).containsExactly("still ours");
    }
  }

  @Test
  void aJournalOfAnotherChainOrValidatorIsRefusedAndLeftAlone() throws IOException {
    Path home = scratch.resolve("a/b/validator-3");
    open().close();
    byte[] before = Files.readAllBytes(home.resolve(FileJournal.FILE));
    ChainId other = new ChainId(Digest.ZERO);
    assertThatThrownBy(() -> FileJournal.open(home, other, Bench.VALIDATOR))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("chain " + Bench.CHAIN)
        .hasMessageContaining("not of " + other);
    assertThatThrownBy(() -> FileJournal.open(home, Bench.CHAIN, new ReplicaId(4)))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("validator 3, not of 4");
    assertThat(Files.readAllBytes(home.resolve(FileJournal.FILE))).isEqualTo(before);
  }

  @Test
  void aBlockStoreIsNoJournal() throws IOException {
    Bench bench = new Bench(scratch);
    bench.put(FileHeader.fresh(FileHeader.Kind.BLOCKS, Bench.CHAIN, Bench.VALIDATOR).toBytes());
    assertThatThrownBy(bench::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("it is not a journal");
  }

  @Test
  void whatAnAbandonedCreationLeftIsReplaced() throws IOException {
    Bench bench = new Bench(scratch);
    Files.write(scratch.resolve(FileJournal.FILE + ".new"), new byte[17]);
    bench.write(List.of(List.of(bytes("first"))));
    try (FileJournal journal = bench.open()) {
      assertThat(texts(journal.recover())).containsExactly("first");
      assertThat(journal.notice()).isEmpty();
    }
  }

  @Test
  void anInterruptIsKeptAndHurtsNothing() {
    try (Journal journal = open()) {
      journal.recover();
      Thread.currentThread().interrupt();
      journal.append(List.of(bytes("in spite of it")));
      journal.force();
      assertThat(Thread.interrupted()).isTrue();
      journal.append(List.of(bytes("and after")));
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal.recover())).containsExactly("in spite of it", "and after");
    }
  }

  @Test
  void aRecordTooLongIsRefusedBeforeAnythingIsWritten() {
    try (Journal journal = open()) {
      journal.recover();
      byte[] tooLong = new byte[Frame.RECORD_BYTES_MAX + 1];
      assertThatThrownBy(() -> journal.append(List.of(bytes("before"), tooLong)))
          .isInstanceOf(IllegalArgumentException.class);
      journal.append(List.of(bytes("alone")));
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal.recover())).containsExactly("alone");
    }
  }
}

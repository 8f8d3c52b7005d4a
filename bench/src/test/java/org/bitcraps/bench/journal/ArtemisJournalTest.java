package org.bitcraps.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.persistence.journal.JournalContract;
import org.bitcraps.protocol.port.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artemis' journal keeps what is asked of a journal, but for one thing. */
class ArtemisJournalTest implements JournalContract {

  @TempDir Path scratch;

  @Override
  public Journal open() {
    return ArtemisJournal.open(scratch, ArtemisJournal.Writing.NIO);
  }

  /** Why a validator has another one (ADR 0018): its records have no checksum. */
  @Test
  void aChangedByteOfAVoteIsReadBackAsIfItWereTheVote() throws IOException {
    vote();
    change("vote for B", 9, 'B' ^ 'X');
    try (Journal journal = open()) {
      assertThat(JournalContract.texts(journal.recover()))
          .containsExactly("vote for A", "vote for X", "vote for C");
    }
  }

  /** Right for a broker, which would rather lose one message than all; a vote must not be lost. */
  @Test
  void aRecordThatCannotBeReadIsLeftOutAndNobodyIsTold() throws IOException {
    vote();
    change("vote for B", -2, 0x40); // Its length, four bytes and a type before it.
    try (Journal journal = open()) {
      assertThat(JournalContract.texts(journal.recover()))
          .containsExactly("vote for A", "vote for C");
    }
  }

  private void vote() {
    try (Journal journal = open()) {
      journal.recover();
      for (String vote : List.of("vote for A", "vote for B", "vote for C")) {
        journal.append(List.of(vote.getBytes(StandardCharsets.UTF_8)));
        journal.force();
      }
    }
  }

  private void change(String text, int offset, int mask) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at >= 0) {
          bytes[at + offset] ^= (byte) mask;
          Files.write(file, bytes);
          return;
        }
      }
    }
    throw new AssertionError(text + " is in no file");
  }
}

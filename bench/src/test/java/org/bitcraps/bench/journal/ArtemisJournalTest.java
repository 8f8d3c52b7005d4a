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
    try (Journal journal = open()) {
      journal.recover();
      for (String vote : List.of("vote for A", "vote for B", "vote for C")) {
        journal.append(List.of(vote.getBytes(StandardCharsets.UTF_8)));
        journal.force();
      }
    }
    change("vote for B", (byte) 'X');
    try (Journal journal = open()) {
      assertThat(JournalContract.texts(journal.recover()))
          .containsExactly("vote for A", "vote for X", "vote for C");
    }
  }

  private void change(String text, byte last) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at >= 0) {
          bytes[at + text.length() - 1] = last;
          Files.write(file, bytes);
          return;
        }
      }
    }
    throw new AssertionError(text + " is in no file");
  }
}

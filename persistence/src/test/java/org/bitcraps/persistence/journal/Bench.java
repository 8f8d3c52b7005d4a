package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/** A small journal on the workbench: its bytes, and what should be in them. */
final class Bench {

  static final ChainId CHAIN =
      new ChainId(
          Digest.fromBytes("a chain of thirty-two bytes long".getBytes(StandardCharsets.US_ASCII)));
  static final ReplicaId VALIDATOR = new ReplicaId(3);
  static final int STEP = 256;

  private final Path directory;

  Bench(Path directory) {
    this.directory = directory;
  }

  Path file() {
    return directory.resolve(FileJournal.FILE);
  }

  /** Opens with a small preallocation, so that a journal has few bytes. */
  FileJournal open() {
    return open(UnaryOperator.identity());
  }

  FileJournal open(UnaryOperator<DiskFile> disk) {
    return FileJournal.open(directory, CHAIN, VALIDATOR, STEP, disk);
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file());
  }

  void put(byte[] bytes) throws IOException {
    Files.write(file(), bytes);
  }

  /** Writes these groups, each followed by a force. */
  void write(List<List<byte[]>> groups) {
    try (FileJournal journal = open()) {
      journal.recover();
      for (List<byte[]> group : groups) {
        journal.append(group);
        journal.force();
      }
    }
  }

  Salt salt() throws IOException, FileHeader.UnfitException {
    return FileHeader.read(
            java.util.Arrays.copyOf(bytes(), FileHeader.BYTES),
            FileHeader.Kind.JOURNAL,
            CHAIN,
            VALIDATOR)
        .salt();
  }

  /** Where the frame of each record ends, the header first. */
  static List<Long> ends(List<byte[]> records) {
    List<Long> ends = new ArrayList<>(List.of((long) FileHeader.BYTES));
    for (byte[] record : records) {
      ends.add(ends.getLast() + Frame.HEAD_BYTES + record.length);
    }
    return ends;
  }
}

package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * Looks at a journal as its next start will, and changes nothing: {@code java -cp …
 * JournalInspection FOLDER CHAIN VALIDATOR} prints a word and what stands behind it.
 */
public final class JournalInspection {

  private JournalInspection() {}

  /** What was found. */
  public enum State {
    /** Every record reads back. */
    WHOLE,
    /** So does every record that anything refers to; the next start cuts off what is behind. */
    TORN,
    /** It cannot be used. */
    UNFIT,
    /** There is none. */
    MISSING,
    /** Somebody has it open; it is not looked at. */
    OPEN
  }

  /** One state, and a sentence. */
  public record Verdict(State state, String says) {}

  /** Prints the verdict on the journal in that folder. */
  public static void main(String[] arguments) throws IOException {
    Verdict verdict =
        inspect(
            Path.of(arguments[0]),
            new ChainId(Digest.fromHex(arguments[1])),
            new ReplicaId(Integer.parseInt(arguments[2])));
    System.out.println(verdict.state() + " " + verdict.says());
  }

  /**
   * Reads all of it.
   *
   * @throws IOException if the disk refuses
   */
  public static Verdict inspect(Path folder, ChainId chain, ReplicaId validator)
      throws IOException {
    Path path = folder.resolve(FileJournal.FILE);
    if (!Files.exists(path)) {
      return new Verdict(State.MISSING, "there is no " + path);
    }
    if (isOpen(folder.resolve(FileJournal.FILE + ".lock"))) {
      return new Verdict(State.OPEN, "a process has it open");
    }
    try (OpenFile file = OpenFile.readable(path)) {
      byte[] bytes = new byte[(int) Math.min(FileHeader.BYTES, file.size())];
      file.read(0, bytes, 0, bytes.length);
      FileHeader header = FileHeader.read(bytes, FileHeader.Kind.JOURNAL, chain, validator);
      FrameScan scan = new FrameScan(file, header.salt());
      long[] read = new long[2];
      Ending ending =
          scan.run((at, record) -> {
            read[0]++;
            read[1] += record.length;
          });
      String whole = "%d records, %d bytes".formatted(read[0], read[1]);
      return switch (ending) {
        case Ending.Whole() -> new Verdict(State.WHOLE, whole);
        case Ending.Torn(long at, long tail) ->
            new Verdict(
                State.TORN,
                "%s; then %d bytes at offset %d that were never durable"
                    .formatted(whole, tail, at));
        case Ending.Damaged(long at, long number, String what) ->
            new Verdict(
                State.UNFIT, "record %d at offset %d is damaged: %s".formatted(number, at, what));
      };
    } catch (FileHeader.UnfitException e) {
      return new Verdict(State.UNFIT, e.getMessage());
    }
  }

  private static boolean isOpen(Path lock) throws IOException {
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }
}

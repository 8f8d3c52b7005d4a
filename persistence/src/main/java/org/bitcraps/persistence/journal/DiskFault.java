package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcraps.protocol.port.JournalException;

/** What the disk said, for operators; and whether all it wants is space. */
final class DiskFault {

  /** A journal cut short beside itself, what is laid down ahead, and some thousand blocks. */
  static final long ROOM_BYTES_MIN = 32L << 20;

  /** What follows for who owns the file. */
  static final String MUST_STOP =
      ". The validator must stop now. See to the disk (full? read-only? failing?), then start it"
          + " again";

  /** With less than this left it is full, whatever the system calls it in its own language. */
  private static final long FULL_BYTES = 1L << 20;

  private DiskFault() {}

  /**
   * An exception for what happened to a file.
   *
   * @param what as "cannot be written"
   * @param remedy what to do about it, from ". " on; may be empty
   */
  static JournalException of(Path path, String what, IOException e, String remedy) {
    return new JournalException(path + ": " + what + ": " + e + remedy, e, isFull(path, e));
  }

  static JournalException of(Path path, String what, IOException e) {
    return of(path, what, e, "");
  }

  private static boolean isFull(Path path, IOException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("No space left") || said.contains("quota exceeded")) {
      return true;
    }
    try {
      return freeBytes(path) < FULL_BYTES;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Bytes that may still be written where this lies, or where its next existing folder lies. */
  static long freeBytes(Path path) throws IOException {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }
}

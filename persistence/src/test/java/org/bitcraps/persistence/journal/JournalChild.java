package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;

/**
 * A process that writes a journal until it dies. Says the number of the last record after each
 * force.
 */
final class JournalChild {

  /** What it does: it goes on writing. */
  static final String WRITES = "writes";

  /** Or it cuts its journal too, from so many records to so many. */
  static final String CUTS = "cuts";

  static final int CUT_FROM = 12;
  static final int KEPT = 3;

  private JournalChild() {}

  /** Goes on behind what is there. */
  public static void main(String[] args) {
    FileJournal journal = open(Path.of(args[0]));
    List<byte[]> there = journal.recover();
    if (args[1].equals(CUTS)) {
      cutForEver(journal, there.isEmpty() ? 0 : number(there.getLast()));
    }
    long number = there.size();
    try {
      while (true) {
        List<byte[]> group = new ArrayList<>();
        for (long more = number % 4; more >= 0; more--) {
          group.add(record(++number));
        }
        journal.append(group);
        journal.force();
        System.out.println(number);
      }
    } catch (JournalException e) {
      try {
        journal.force();
      } catch (JournalException again) {
        System.out.println("dead, twice");
      }
    }
  }

  private static void cutForEver(FileJournal journal, long last) {
    for (long number = last + 1; true; number++) {
      journal.append(List.of(numbered(number)));
      journal.force();
      System.out.println(number);
      if (journal.records().size() >= CUT_FROM) {
        try (Journal.Draft draft = journal.draft()) {
          List<byte[]> all = draft.records();
          draft.write(all.subList(all.size() - KEPT, all.size()));
          journal.append(List.of(numbered(++number)));
          journal.force();
          System.out.println(number);
          draft.takePlace();
        }
      }
    }
  }

  /** A record that says which it is, and is long enough to be written in pieces. */
  private static byte[] numbered(long number) {
    return ByteBuffer.allocate(8 + (int) (number % 7) * 50_000).putLong(number).array();
  }

  static long number(byte[] record) {
    return ByteBuffer.wrap(record).getLong();
  }

  /** As a validator opens it: with the preallocation of production. */
  static FileJournal open(Path directory) {
    return FileJournal.open(directory, Bench.CHAIN, Bench.VALIDATOR);
  }

  /** What the record with this number holds, 0 … 40 000 bytes. */
  static byte[] record(long number) {
    Random random = new Random(number);
    byte[] record = new byte[random.nextInt(number % 50 == 0 ? 40_000 : 900)];
    random.nextBytes(record);
    return record;
  }

  /** Starts such a process. */
  static Process start(Path directory, String before, String what) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            before
                + "exec \"$0\" -XX:-UsePerfData -XX:TieredStopAtLevel=1 -Xmx64m -cp \"$1\" \"$2\" \"$3\" \"$4\"",
            java,
            System.getProperty("java.class.path"),
            JournalChild.class.getName(),
            directory.toString(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}

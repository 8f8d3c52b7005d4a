package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitcraps.protocol.port.JournalException;

/**
 * A process that writes a journal until it dies. Says the number of the last record after each
 * force.
 */
final class JournalChild {

  private JournalChild() {}

  /** Goes on behind what is there. */
  public static void main(String[] args) {
    FileJournal journal = open(Path.of(args[0]));
    long number = journal.recover().size();
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
  static Process start(Path directory, String before) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            before
                + "exec \"$0\" -XX:-UsePerfData -XX:TieredStopAtLevel=1 -Xmx64m -cp \"$1\" \"$2\" \"$3\"",
            java,
            System.getProperty("java.class.path"),
            JournalChild.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}

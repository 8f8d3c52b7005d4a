package org.bitcraps.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bitcraps.bench.Folders;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.persistence.journal.FileJournal;
import org.bitcraps.protocol.port.Journal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One group commit, as the output runner does it: some records appended, then forced. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class JournalBench {

  /** Which one. */
  @Param({"FILE", "ARTEMIS_NIO", "ARTEMIS_MAPPED"})
  public String kind;

  /** Records of a group, and bytes of each: a vote, a busy step, a body. */
  @Param({"1x300", "40x300", "1x400000"})
  public String group;

  private Path folder;
  private Journal journal;
  private List<byte[]> records;

  /** In the working directory: a disk, where the folder for temporary files may be memory. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "journal-bench-");
    journal =
        switch (kind) {
          case "FILE" -> FileJournal.open(folder, new ChainId(Digest.ZERO), new ReplicaId(0));
          case "ARTEMIS_NIO" -> ArtemisJournal.open(folder, ArtemisJournal.Writing.NIO);
          default -> ArtemisJournal.open(folder, ArtemisJournal.Writing.MAPPED);
        };
    journal.recover();
    String[] parts = group.split("x", -1);
    records = Collections.nCopies(Integer.parseInt(parts[0]), new byte[Integer.parseInt(parts[1])]);
  }

  /** Gives the disk back. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    journal.close();
    Folders.delete(folder);
  }

  /** Until it is durable. */
  @Benchmark
  public void commit() {
    journal.append(records);
    journal.force();
  }
}

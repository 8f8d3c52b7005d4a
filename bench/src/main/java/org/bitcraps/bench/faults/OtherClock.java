package org.bitcraps.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.cli.devnet.LocalNode;

/**
 * The time of day of one process, by a few lines of C that are loaded into it before all else
 * (clock.c). Not libfaketime: there each look at the clock takes 3 µs, and half a core of a server
 * that starts.
 */
final class OtherClock {

  private final LocalNode node;
  private final Path library;
  private final Path file;

  private OtherClock(LocalNode node, Path library, Path file) {
    this.node = node;
    this.library = library;
    this.file = file;
  }

  /** Empty if this machine has no C compiler. */
  static Optional<OtherClock> of(LocalNode node) throws IOException, InterruptedException {
    Path folder = node.folder().chain().getParent();
    Optional<Path> library = compile(folder);
    if (library.isEmpty()) {
      return Optional.empty();
    }
    OtherClock clock = new OtherClock(node, library.get(), folder.resolve("clock"));
    clock.set(0);
    return Optional.of(clock);
  }

  /** The library, made in that folder; empty if nobody can make it here. */
  static Optional<Path> compile(Path folder) throws IOException, InterruptedException {
    Path library = folder.resolve("clock.so");
    Process compiler;
    try {
      compiler =
          new ProcessBuilder(
                  "cc",
                  "-O2",
                  "-Wall",
                  "-shared",
                  "-fPIC",
                  "-x",
                  "c",
                  "-",
                  "-o",
                  library.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("clock.log").toFile())
              .start();
    } catch (IOException e) {
      return Optional.empty(); // There is none.
    }
    try (InputStream source = OtherClock.class.getResourceAsStream("clock.c");
        var to = compiler.getOutputStream()) {
      source.transferTo(to);
    }
    if (compiler.waitFor() != 0) {
      throw new IOException("cc: " + Files.readString(folder.resolve("clock.log")));
    }
    return Optional.of(library);
  }

  LocalNode node() {
    return node;
  }

  boolean isOf(LocalNode other) {
    return node.name().equals(other.name());
  }

  /** What its process must be started with. */
  Map<String, String> environment() {
    return environment(library, file);
  }

  static Map<String, String> environment(Path library, Path file) {
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK_AHEAD", file.toString());
  }

  /** The node's clock shows so many seconds more than ours from now on. */
  void set(int aheadSeconds) throws IOException {
    set(file, aheadSeconds);
  }

  /** In place and at once: processes have this file in their memory. */
  static void set(Path file, int aheadSeconds) throws IOException {
    ByteBuffer nanos = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    nanos.putLong(TimeUnit.SECONDS.toNanos(aheadSeconds)).flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(nanos, 0);
    }
  }
}

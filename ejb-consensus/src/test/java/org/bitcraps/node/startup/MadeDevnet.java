package org.bitcraps.node.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitcraps.crypto.home.DurableFiles;

/** A devnet that was made once for all tests: five key files cost four seconds. */
final class MadeDevnet {

  private static final Path MADE = make();

  private MadeDevnet() {}

  /** Puts a copy of it there, with the rights of the original. */
  static void copyTo(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    List<Path> all;
    try (Stream<Path> found = Files.walk(MADE)) {
      all = found.toList();
    }
    for (Path one : all) {
      Path to = folder.resolve(MADE.relativize(one).toString());
      if (!Files.isDirectory(to)) {
        Files.copy(one, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("bitcraps-devnet");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      NodeConfiguration configuration = House.configuration(folder, Map.of());
      new Ceremony(configuration, House::thread, Clock.systemUTC(), new SecureRandom()).hold();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      DurableFiles.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

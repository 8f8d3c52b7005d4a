package org.bitcraps.client.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.ReplicaId;

/** Who can read a journal: the room that writes it, which a command line does not know (W5). */
@FunctionalInterface
public interface Journals {

  /** A word, WHOLE, TORN, UNFIT, MISSING or OPEN, and behind a space what stands behind it. */
  String inspect(Path folder, ChainId chain, ReplicaId validator) throws IOException;

  /**
   * The application that would run: its own code looks, in a process of its own, so that no other
   * reading of the format can differ from the one that counts.
   *
   * @param application the EAR
   */
  static Journals of(Path application) {
    return (folder, chain, validator) -> {
      Path unpacked = Files.createTempDirectory("bitcraps-inspect");
      try {
        List<String> jars = unpack(application, unpacked);
        Process process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    String.join(System.getProperty("path.separator"), jars),
                    "org.bitcraps.persistence.journal.JournalInspection",
                    folder.toString(),
                    chain.toString(),
                    validator.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        process.waitFor(1, TimeUnit.MINUTES);
        return said;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        DurableFiles.delete(unpacked);
      }
    };
  }

  private static List<String> unpack(Path application, Path into) throws IOException {
    if (!Files.exists(application)) {
      throw new IOException("there is no " + application + ": run ./mvnw package");
    }
    List<String> jars = new ArrayList<>();
    try (ZipFile ear = new ZipFile(application.toFile())) {
      for (ZipEntry entry : ear.stream().toList()) {
        if (entry.getName().matches("lib/org\\.bitcraps-[a-z-]+-[0-9A-Za-z.-]+\\.jar")) {
          Path jar = into.resolve(entry.getName().substring("lib/".length()));
          try (InputStream in = ear.getInputStream(entry)) {
            Files.copy(in, jar);
          }
          jars.add(jar.toString());
        }
      }
    }
    return jars;
  }
}

package org.bitcraps.client.cli.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.cli.devnet.PortHolder;

/** The computer that this runs on. */
public final class ThisMachine implements Machine {

  @Override
  public int java() {
    return Runtime.version().feature();
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Java does not know them; GNU's stat does. */
  @Override
  public OptionalLong freeFiles(Path folder) {
    try {
      Process stat =
          new ProcessBuilder("stat", "-f", "-c", "%c %d", folder.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(stat.getInputStream().readAllBytes(), US_ASCII).strip();
      if (!stat.waitFor(5, TimeUnit.SECONDS) || !said.matches("[1-9][0-9]* [0-9]+")) {
        return OptionalLong.empty(); // Some file systems have no fixed number: it says 0.
      }
      return OptionalLong.of(Long.parseLong(said.substring(said.indexOf(' ') + 1)));
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  @Override
  public boolean isFree(int port) {
    return PortHolder.isFree(port);
  }

  @Override
  public String holder(int port) {
    return PortHolder.describe(port);
  }

  @Override
  public long nowMs() {
    return System.currentTimeMillis();
  }
}

package org.bitcraps.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java says of the time in a process whose clock is ours to set. */
class OtherClockTest {

  @TempDir private Path folder;

  /** Tells the time whenever somebody asks. */
  static final class Teller {
    public static void main(String[] args) throws IOException {
      while (System.in.read() >= 0) {
        long began = System.nanoTime();
        System.out.println(System.currentTimeMillis());
        System.out.println(Instant.now().toEpochMilli());
        System.out.println(System.nanoTime() - began);
      }
    }
  }

  @Test
  void jumps_ahead_and_behind_and_is_right_again_while_its_process_runs() throws Exception {
    Optional<Path> library = OtherClock.compile(folder);
    assumeTrue(library.isPresent(), "no C compiler");
    Path file = folder.resolve("clock");
    OtherClock.set(file, 0);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Teller.class.getName());
    builder.environment().putAll(OtherClock.environment(library.get(), file));
    Process teller = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader says =
        new BufferedReader(
            new InputStreamReader(teller.getInputStream(), StandardCharsets.UTF_8))) {
      for (int ahead : new int[] {0, 60, -60, 0}) {
        OtherClock.set(file, ahead);

        teller.getOutputStream().write('\n');
        teller.getOutputStream().flush();

        long should = System.currentTimeMillis() + ahead * 1_000L;
        assertThat(Long.parseLong(says.readLine())).isCloseTo(should, within(20_000L));
        assertThat(Long.parseLong(says.readLine())).isCloseTo(should, within(20_000L));
        assertThat(Long.parseLong(says.readLine())).as("what measures goes on").isPositive();
      }
    } finally {
      teller.destroyForcibly();
    }
  }
}

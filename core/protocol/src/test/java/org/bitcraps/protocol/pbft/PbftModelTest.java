package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has TLC check the model of this protocol ({@code src/test/tla}): whole, and with one rule edited
 * out, which must end in a violation of a named invariant. Prints constants, states, depth, time.
 */
class PbftModelTest {

  private static final Path MODEL =
      Path.of(System.getProperty("bitcraps.root"), "core/protocol/src/test/tla");

  private static final String PREFIX_RULE =
      "  \\A m \\in Len(floor[h]) + 1 .. n - 1 : \\E c \\in commits : c.by = h /\\ Len(c.block) = m";

  /** Every run ends long before; a build that hangs helps nobody. */
  private static final long MINUTES_MAX = 15;

  @TempDir private Path work;

  private record Run(String output, long distinctStates) {

    static Run of(String output) {
      Matcher states = Pattern.compile("(\\d+) distinct states found, ").matcher(output);
      assertThat(states.find()).as(output).isTrue();
      return new Run(output, Long.parseLong(states.group(1)));
    }

    void holds(long statesAtLeast) {
      assertThat(output).contains("Model checking completed. No error has been found.");
      // A model that became too small to say anything fails too.
      assertThat(distinctStates).isGreaterThanOrEqualTo(statesAtLeast);
    }

    void violates(String invariant) {
      assertThat(output).contains("Invariant " + invariant + " is violated.");
    }
  }

  @Test
  void noForkWithOneFaultyValidator() throws Exception {
    check("whole model", "Pbft.cfg", read("Pbft.tla"), "").holds(100_000);
  }

  @Test
  void noForkIfOneAfterTheOtherForgets() throws Exception {
    check("two forget", "Amnesia.cfg", read("Pbft.tla"), "").holds(10_000);
  }

  @Test
  void noForkIfOneForgetsBesidesTheFaultyOne() throws Exception {
    check("one lies, one forgets", "AmnesiaAndLiar.cfg", read("Pbft.tla"), "").holds(10_000);
  }

  @Test
  void aForkUnlessTheHighestPreparedViewWins() throws Exception {
    String rule = "Best(set) == {p \\in set : \\A o \\in set : o.view <= p.view}";
    String without = edited(rule, "Best(set) == set");
    check("any prepared view wins", "Pbft.cfg", without, "Agreement").violates("Agreement");
  }

  @Test
  void aForkWithoutThePrefixRule() throws Exception {
    String without = edited(PREFIX_RULE, "  TRUE");
    check("no prefix rule", "Pbft.cfg", without, "Agreement").violates("Agreement");
  }

  @Test
  void aCertificateWithoutItsPrefixWithoutThePrefixRule() throws Exception {
    String without = edited(PREFIX_RULE, "  TRUE");
    check("no prefix rule", "Pbft.cfg", without, "CertifiesPrefix").violates("CertifiesPrefix");
  }

  @Test
  void aForkIfOneFollowsOthersThoughItCommitted() throws Exception {
    String rule = "Follows(h, f) == \\A p \\in locked[h] : Len(p.block) <= Len(f)";
    String without = edited(rule, "Follows(h, f) == TRUE");
    check("follows though it committed", "Pbft.cfg", without, "Agreement").violates("Agreement");
  }

  @Test
  void aForkIfTheForgetfulVoteOn() throws Exception {
    String without = edited("Able(h) == h # lost \\/ report = None", "Able(h) == TRUE");
    check("no amnesia rule", "Amnesia.cfg", without, "Agreement").violates("Agreement");
  }

  @Test
  void aForkIfTheForgetfulWaitForNoCheckpoint() throws Exception {
    String without = edited("slot |-> known + Depth", "slot |-> known");
    check("amnesia, no window", "AmnesiaAndLiar.cfg", without, "Agreement").violates("Agreement");
  }

  private static String read(String file) throws IOException {
    return Files.readString(MODEL.resolve(file));
  }

  private static String edited(String rule, String replacement) throws IOException {
    String model = read("Pbft.tla");
    assertThat(model).containsOnlyOnce(rule);
    return model.replace(rule, replacement);
  }

  /** Runs TLC in a process of its own (it keeps static state) on one core, offline. */
  private Run check(String what, String configuration, String model, String onlyInvariant)
      throws Exception {
    String invariants = onlyInvariant.isEmpty() ? "$0" : "INVARIANT " + onlyInvariant;
    String settings = read(configuration).replaceFirst("(?m)^INVARIANTS .*$", invariants);
    Files.writeString(work.resolve("Pbft.tla"), model);
    Files.writeString(work.resolve("Pbft.cfg"), settings);
    Path output = work.resolve("output.txt");
    long startedNs = System.nanoTime();
    Process tlc =
        new ProcessBuilder(command())
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(tlc.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).as("TLC ends in time").isTrue();
    } finally {
      tlc.destroyForcibly();
    }
    String said = Files.readString(output);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs);
    System.out.println("TLC, " + what + ", " + seconds + " s: " + constants(settings));
    said.lines()
        .filter(l -> l.contains("distinct states found, ") || l.startsWith("The depth of"))
        .filter(l -> !l.startsWith("Progress"))
        .forEach(l -> System.out.println("  " + l));
    return Run.of(
        said.lines().filter(l -> !l.startsWith("Progress")).reduce("", (a, b) -> a + b + "\n"));
  }

  private static List<String> command() throws Exception {
    Path tools =
        Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1500m",
        "-XX:+UseSerialGC",
        "-cp",
        tools.toString(),
        "tlc2.TLC",
        "-nowarning",
        "-workers",
        "1",
        "-metadir",
        "states",
        "-config",
        "Pbft.cfg",
        "Pbft.tla");
  }

  private static List<String> constants(String settings) {
    return settings.lines().filter(l -> l.contains(" = ")).map(String::trim).toList();
  }
}

package org.bitcraps.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.simulator.byzantine.Vice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeds in every build: those that once broke something, and fresh ones of this commit ({@code
 * -Dbitcraps.seeds=N} for more or fewer, {@code -Dbitcraps.commit=…} for those of another commit).
 */
class SimulationTest {

  private static final int FRESH_SEEDS = Integer.getInteger("bitcraps.seeds", 2_000);

  /** With so many fresh seeds each class of faults has to strike in one of five. */
  private static final int ENOUGH_TO_COUNT = 300;

  /**
   * Seeds that broke the core when they were found, in the worlds that they stood for then; now
   * they are other runs of the same faults.
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        9,
        79,
        66,
        112,
        183,
        2076,
        300145,
        310791,
        330289,
        340014,
        11861861327L,
        20000005599L,
        20000007157L,
        20000007408L,
        20000069976L,
        20000158022L,
        20000168656L,
        122468640031L,
        122468640081L
      })
  void whatOnceBrokeHolds(long seed) {
    holds(seed, Keys.SIMULATED);
  }

  @Test
  void freshSeedsOfThisCommitHold() {
    Revision revision = Revision.here();
    long first = revision.firstSeed();
    long startedNs = System.nanoTime();
    Campaign campaign = new Campaign(Keys.SIMULATED, 100);
    List<AssertionError> failures = new ArrayList<>();
    SimulatorMain.runAll(
        campaign,
        first,
        FRESH_SEEDS,
        Runtime.getRuntime().availableProcessors(),
        outcome -> failures.add(broken(outcome)));
    long realMs = (System.nanoTime() - startedNs) / 1_000_000;
    System.out.println(
        "seeds from " + first + " of " + revision.name() + ": " + campaign.toJson(realMs));
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    assertThat(campaign.seeds()).isEqualTo(FRESH_SEEDS);
    // It plays for real: dice are thrown over bets, in no small number.
    assertThat(campaign.rolls()).isGreaterThan(FRESH_SEEDS);
    assertThat(campaign.bets()).isGreaterThan(10L * FRESH_SEEDS);
    assertThat(campaign.committed()).isGreaterThanOrEqualTo(200L * FRESH_SEEDS);
    if (FRESH_SEEDS >= ENOUGH_TO_COUNT) {
      for (Map.Entry<String, Tally.Count> fault : campaign.faults().entrySet()) {
        assertThat(fault.getValue().fired())
            .as("seeds in which %s struck", fault.getKey())
            .isGreaterThanOrEqualTo(FRESH_SEEDS / 5);
        assertThat(fault.getValue().mattered())
            .as("seeds in which %s mattered", fault.getKey())
            .isPositive();
      }
    }
  }

  @Test
  void everySizeOfSetComesUp() {
    List<Integer> sizes = new ArrayList<>();
    for (long seed = 0; seed < 400; seed++) {
      Swarm swarm = Swarm.draw(Setting.SWARM, new Chance(seed));
      sizes.add(swarm.validators());
      int faulty = swarm.vices().size() + swarm.amnesiacs() + swarm.rolledBack();
      assertThat(faulty).isLessThanOrEqualTo((swarm.validators() - 1) / 3);
      assertThat(swarm.vices()).allSatisfy(one -> assertThat(one).isSubsetOf(Vice.values()));
    }
    assertThat(sizes).contains(4, 5, 6, 7, 10, 31);
  }

  @Test
  void realSignaturesChangeNothing() {
    holds(2, Keys.ED25519);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 8, 13})
  void oneSeedIsOneRun(long seed) {
    Outcome first = new Simulation(seed, Keys.SIMULATED, false).run();
    Outcome second = new Simulation(seed, Keys.SIMULATED, true).run();
    assertThat(second.traceHash()).isEqualTo(first.traceHash());
    assertThat(second.events()).isEqualTo(first.events());
    assertThat(new Simulation(seed + 1, Keys.SIMULATED, false).run().traceHash())
        .isNotEqualTo(first.traceHash());
  }

  /** What one JVM says of its seeds, by the iteration orders and hashes that it drew at start. */
  static final class Elsewhere {

    private Elsewhere() {}

    /** Prints one trace hash a seed. */
    public static void main(String[] seeds) {
      for (String seed : seeds) {
        Outcome outcome = new Simulation(Long.parseLong(seed), Keys.SIMULATED, false).run();
        System.out.println(seed + " " + outcome.traceHash());
      }
    }
  }

  /**
   * A failure found elsewhere must come again here: the order of immutable maps and the hashes of
   * objects differ from JVM to JVM, and nothing may follow them (2076 did, by a copied map).
   */
  @Test
  void oneSeedIsOneRunInEveryJvm() throws IOException {
    Set<String> answers = new TreeSet<>();
    for (int jvm = 0; jvm < 4; jvm++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx500m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Elsewhere.class.getName(),
                  "2076",
                  "9",
                  "79",
                  "66",
                  "183")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      answers.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next().lines()).hasSize(5);
  }

  @Test
  void theCommandLineCountsWhatItRan() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = run(out, "--protocol", "pbft", "--seeds", "3", "--from", "7", "--json");
    assertThat(code).isEqualTo(SimulatorMain.OK);
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .matches(
            "\\{\"seeds\":3,\"events\":\\d+,\"simulatedHours\":[\\d.]+,"
                + "\"simulatedHoursPerHour\":[\\d.]+,\"violations\":\\{},"
                + "\"faults\":\\{(\"[a-z-]+\":\\{\"fired\":\\d+,\"mattered\":\\d+},?)+},"
                + "\"committed\":\\d+}");
  }

  @Test
  void wrongArgumentsRunNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "--seeds", "three")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--seed", "3")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--protocol", "raft")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--from")).isEqualTo(SimulatorMain.USAGE);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("committed");
  }

  private static int run(ByteArrayOutputStream out, String... args) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return SimulatorMain.run(List.of(args), print, print);
  }

  private static void holds(long seed, Keys keys) {
    Outcome outcome = new Simulation(seed, keys, false).run();
    if (outcome.violation().isPresent()) {
      throw broken(new Simulation(seed, keys, true).run());
    }
  }

  private static AssertionError broken(Outcome narrated) {
    ByteArrayOutputStream story = new ByteArrayOutputStream();
    SimulatorMain.tell(narrated, 60, new PrintStream(story, true, StandardCharsets.UTF_8));
    return new AssertionError(
        story.toString(StandardCharsets.UTF_8), narrated.violation().orElse(null));
  }
}

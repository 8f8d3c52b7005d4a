package org.bitcraps.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.simulator.twins.Drawn;
import org.bitcraps.simulator.twins.Frame;
import org.bitcraps.simulator.twins.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validators that run twice under one key break nothing, whoever hears whom (DESIGN §4). */
class TwinsTest {

  /** So many drawn scenarios of this commit in every build. */
  private static final int DRAWN = Integer.getInteger("bitcraps.twins", 40);

  @Test
  void everyScenarioOfTheWalkHolds() {
    TwinsCampaign campaign = new TwinsCampaign(Keys.SIMULATED);
    holds(campaign, campaign.walk(TwinsMain.VIEWS, TwinsMain.DEPTH));
    // All there are, if in each three stages come: who is twinned, and 16 partitions for each.
    assertThat(campaign.walked() + campaign.mirrored()).isBetween(12_000L, 4L * 16 * 16 * 16);
    assertThat(campaign.contradicted()).isGreaterThan(campaign.walked() / 4);
  }

  @Test
  void drawnScenariosOfThisCommitHold() {
    TwinsCampaign campaign = new TwinsCampaign(Keys.SIMULATED);
    holds(campaign, campaign.draw(Revision.here().firstSeed(), DRAWN));
    assertThat(campaign.drawn()).isEqualTo(DRAWN);
    assertThat(campaign.contradicted()).isGreaterThan(DRAWN / 6);
  }

  private static void holds(TwinsCampaign campaign, List<Runnable> work) {
    long startedNs = System.nanoTime();
    TwinsMain.runAll(work, Runtime.getRuntime().availableProcessors());
    System.out.println(
        "Twins at "
            + Revision.here().name()
            + ": "
            + campaign.toJson((System.nanoTime() - startedNs) / 1_000_000));
    campaign.failures().stream()
        .findFirst()
        .ifPresent(failure -> {
          ByteArrayOutputStream story = new ByteArrayOutputStream();
          TwinsMain.tell(failure, 60, new PrintStream(story, true, StandardCharsets.UTF_8));
          throw new AssertionError(
              story.toString(StandardCharsets.UTF_8), failure.outcome().violation().orElse(null));
        });
  }

  @Test
  void theDrawnScenariosThatFindBugsHold() {
    TwinsCampaign campaign = new TwinsCampaign(Keys.SIMULATED);
    holds(campaign, campaign.draw(1, TwinsSeedRun.SEEDS));
    assertThat(campaign.drawn()).isEqualTo(TwinsSeedRun.SEEDS);
  }

  @Test
  void whatIsDrawnIsOfEveryKind() {
    Set<Integer> sizes = new TreeSet<>();
    int unashamed = 0;
    for (long seed = 1; seed <= 200; seed++) {
      Frame frame = new Drawn(seed).frame();
      assertThat(frame.twinned()).hasSize((frame.validators() - 1) / 3).doesNotHaveDuplicates();
      sizes.add(frame.validators());
      unashamed += frame.unashamed() ? 1 : 0;
    }
    assertThat(sizes).containsExactly(4, 5, 6, 7, 10);
    assertThat(unashamed).isBetween(60, 140);
  }

  @Test
  void theWalkAndItsMirrorsAreAllThereIs() {
    TwinsCampaign campaign = new TwinsCampaign(Keys.SIMULATED);
    holds(campaign, campaign.walk(TwinsMain.VIEWS, 1));
    // Who is twinned, and 16 partitions: of the 8 that separate the twins 4 are mirrors.
    assertThat(campaign.walked()).isEqualTo(4 * (8 + 4));
    assertThat(campaign.mirrored()).isEqualTo(4 * 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneScenarioIsOneRun(long seed) {
    Outcome first = new TwinRun(new Drawn(seed), Keys.SIMULATED, false).run();
    Outcome second = new TwinRun(new Drawn(seed), Keys.SIMULATED, true).run();
    assertThat(second.traceHash()).isEqualTo(first.traceHash());
    assertThat(second.events()).isEqualTo(first.events());
    assertThat(String.join("\n", second.story())).contains("HEALED after", "′ ⇐");
  }

  @Test
  void aPathIsRunAgainByItsName() {
    Path path = Path.named("1/2/3.5");
    Outcome first = new TwinRun(path, Keys.SIMULATED, false).run();
    assertThat(path.again()).isEqualTo("--twins --scenario 1/2/3.5");
    Outcome again = new TwinRun(Path.named("1/2/3.5"), Keys.SIMULATED, false).run();
    assertThat(again.traceHash()).isEqualTo(first.traceHash());
    Outcome other = new TwinRun(Path.named("1/2/3.6"), Keys.SIMULATED, false).run();
    assertThat(other.traceHash()).isNotEqualTo(first.traceHash());
  }

  @Test
  void theCommandLineCountsWhatItRan() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "--twins", "--seeds", "2", "--from", "7", "--json"))
        .isEqualTo(SimulatorMain.OK);
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .matches(
            "\\{\"walked\":0,\"mirrored\":0,\"drawn\":2,\"contradicted\":[012],\"events\":\\d+,"
                + "\"committed\":\\d+,\"slowestHeal\":[\\d.]+,\"ms\":\\d+,\"violations\":\\{}}");
  }

  @Test
  void wrongArgumentsRunNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "--twins", "--scenario", "9/2/1")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--twins", "--scenario", "1/2/16")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--scenario", "1/2/1")).isEqualTo(SimulatorMain.USAGE);
    assertThat(run(out, "--twins", "--views", "0")).isEqualTo(SimulatorMain.USAGE);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("walked", "scenarios of");
  }

  private static int run(ByteArrayOutputStream out, String... args) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return SimulatorMain.run(List.of(args), print, print);
  }
}

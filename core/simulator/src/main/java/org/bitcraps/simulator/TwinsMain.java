package org.bitcraps.simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bitcraps.simulator.twins.Path;

/**
 * Twins from the command line ({@code twins}, package page).
 *
 * <pre>
 * --twins          all scenarios of four validators with one twin, to the depth of a build
 *   --seeds N      so many drawn scenarios instead, of all sizes
 *   --from S       the first seed of these (1)
 *   --scenario NAME  one of the walk again, told in words
 *   --views V      how many views the walk separates (2)
 *   --depth D      how many stages of them (3)
 *   --threads T, --ed25519, --json, --lines N   as without --twins
 * </pre>
 */
final class TwinsMain {

  /** What fits a build (docs/simulation.md). */
  static final int VIEWS = 2;

  static final int DEPTH = 3;

  private TwinsMain() {}

  /** Runs what the arguments, which are checked, ask for; whether nothing broke. */
  static boolean run(Arguments args, PrintStream out, PrintStream err) {
    boolean json = args.has("--json");
    TwinsCampaign campaign =
        new TwinsCampaign(args.has("--ed25519") ? Keys.ED25519 : Keys.SIMULATED);
    long startedNs = System.nanoTime();
    List<Runnable> work = work(args, campaign);
    runAll(work, (int) args.number("--threads", Runtime.getRuntime().availableProcessors()));
    long realMs = (System.nanoTime() - startedNs) / 1_000_000;
    int lines = (int) args.number("--lines", SimulatorMain.STORY_LINES);
    campaign.failures().forEach(failure -> tell(failure, lines, json ? err : out));
    if (json) {
      out.println(campaign.toJson(realMs));
    } else {
      summarise(campaign, realMs, out);
    }
    return campaign.violations().isEmpty();
  }

  private static List<Runnable> work(Arguments args, TwinsCampaign campaign) {
    if (args.has("--scenario")) {
      Path path = Path.named(args.text("--scenario"));
      return List.of(() -> campaign.run(path));
    }
    return args.has("--seeds")
        ? campaign.draw(args.number("--from", 1), args.number("--seeds", 1))
        : campaign.walk((int) args.number("--views", VIEWS), (int) args.number("--depth", DEPTH));
  }

  /** Each piece in one thread. */
  static void runAll(List<Runnable> work, int threads) {
    Queue<Runnable> queue = new ConcurrentLinkedQueue<>(work);
    List<Runnable> loops = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      loops.add(() -> {
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
          next.run();
        }
      });
    }
    SimulatorMain.onThreads(loops);
  }

  /** A failed scenario: what broke, how to see it again, who heard whom, and the last events. */
  static void tell(TwinsCampaign.Failure failure, int lines, PrintStream out) {
    SimulatorMain.tell(
        "scenario " + failure.scenario(),
        "./bitcraps sim " + failure.scenario().again(),
        failure.outcome(),
        lines,
        out);
  }

  private static void summarise(TwinsCampaign campaign, long realMs, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%d scenarios of the walk, %d more are these with the twins' names swapped; %d drawn;"
            + " %.1f s%n",
        campaign.walked(),
        campaign.mirrored(),
        campaign.drawn(),
        realMs / 1000.0);
    out.printf(
        Locale.ROOT,
        "in %d of them twins voted for two blocks in one place%n",
        campaign.contradicted());
    out.printf(
        Locale.ROOT,
        "after the partitions it took %.0f %% of the bound at most%n",
        100 * campaign.slowestHeal());
    campaign.violations().forEach((name, count) -> out.println("VIOLATED " + name + ": " + count));
  }
}

package org.bitcraps.simulator;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitcraps.simulator.mutants.MutantsMain;

/**
 * Runs seeds from the command line.
 *
 * <pre>
 * --seeds N     how many (100)
 * --from S      the first one (1)
 * --twice N     run every N-th seed twice and compare the traces (50)
 * --ed25519     real signatures instead of the fast stand-in
 * --json        one line of numbers at the end
 * --lines N     how many of the last events of a failed seed to tell (60)
 * --mutants     hunt the known bugs instead: see MutantsMain
 * </pre>
 *
 * Exit code 1 if anything broke.
 */
public final class SimulatorMain {

  private static final int STORY_LINES = 60;

  private SimulatorMain() {}

  /** See the class. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), out) ? 0 : 1);
  }

  /** Whether every invariant held in every seed. */
  static boolean run(List<String> args, PrintStream out) {
    if (args.contains("--mutants")) {
      return MutantsMain.run(args, out);
    }
    long seeds = number(args, "--seeds", 100);
    long from = number(args, "--from", 1);
    Campaign campaign =
        new Campaign(
            args.contains("--ed25519") ? Keys.ED25519 : Keys.SIMULATED,
            (int) number(args, "--twice", 50));
    long startedNs = System.nanoTime();
    for (long seed = from; seed < from + seeds; seed++) {
      int before = campaign.failures().size();
      Outcome outcome = campaign.run(seed);
      if (campaign.failures().size() > before) {
        tell(outcome, (int) number(args, "--lines", STORY_LINES), out);
      }
    }
    if (args.contains("--json")) {
      out.println(campaign.toJson((System.nanoTime() - startedNs) / 1_000_000));
    }
    return campaign.failures().isEmpty();
  }

  /** A failed seed: what broke, how to see it again, and the last events. */
  static void tell(Outcome outcome, int lines, PrintStream out) {
    out.println("seed " + outcome.seed() + " FAILED");
    outcome
        .violation()
        .ifPresentOrElse(
            v -> {
              out.println("  " + v.getMessage());
              if (v.getCause() != null && lines > 0) {
                v.getCause().printStackTrace(out);
              }
            },
            () -> out.println("  determinism: a second run of this seed went another way"));
    out.println("  again: bitcraps sim --seeds 1 --from " + outcome.seed());
    List<String> story = outcome.story();
    story
        .subList(Math.max(0, story.size() - lines), story.size())
        .forEach(line -> out.println("  " + line));
  }

  private static long number(List<String> args, String name, long otherwise) {
    int at = args.indexOf(name);
    return at < 0 || at + 1 == args.size() ? otherwise : Long.parseLong(args.get(at + 1));
  }
}

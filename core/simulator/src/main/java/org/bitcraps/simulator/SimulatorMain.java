package org.bitcraps.simulator;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcraps.simulator.mutants.MutantsMain;

/**
 * Runs seeds from the command line.
 *
 * <pre>
 * --protocol P  pbft, the only one so far
 * --seeds N     how many (100)
 * --from S      the first one (1)
 * --threads T   how many seeds at once (one per processor)
 * --twice N     run every N-th seed twice and compare the traces (100)
 * --ed25519     real signatures instead of the fast stand-in
 * --json        one line of numbers at the end, and failures on the other stream
 * --lines N     how many of the last events of a failed seed to tell (60)
 * --mutants     hunt the known bugs instead: see MutantsMain
 * --twins       validators that run twice under one key instead: see TwinsMain
 * </pre>
 *
 * Exit codes: 0 all held, 1 something broke, 2 wrong arguments.
 */
public final class SimulatorMain {

  static final int OK = 0;
  static final int BROKEN = 1;
  static final int USAGE = 2;

  static final int STORY_LINES = 60;

  private SimulatorMain() {}

  /** See the class. */
  public static void main(String[] args) {
    System.exit(
        run(
            List.of(args),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8)));
  }

  /** Runs as {@code main} does, and answers the exit code. */
  public static int run(List<String> words, PrintStream out, PrintStream err) {
    if (words.contains("--mutants")) {
      return MutantsMain.run(words, out) ? OK : BROKEN;
    }
    Arguments args = new Arguments(words);
    String wrong = args.fault();
    if (!wrong.isEmpty()) {
      err.println(wrong);
      err.println(
          "usage: bitcraps sim [--protocol pbft] [--seeds N] [--from S] [--threads T] [--twice N]"
              + " [--lines N] [--ed25519] [--mutants] [--json]");
      err.println(
          "       bitcraps sim --twins [--seeds N] [--from S] [--scenario NAME] [--views V]"
              + " [--depth D] [--threads T] [--lines N] [--ed25519] [--json]");
      return USAGE;
    }
    if (args.has("--twins")) {
      return TwinsMain.run(args, out, err) ? OK : BROKEN;
    }
    boolean json = args.has("--json");
    Keys keys = args.has("--ed25519") ? Keys.ED25519 : Keys.SIMULATED;
    int lines = (int) args.number("--lines", STORY_LINES);
    long seeds = args.number("--seeds", 100);
    long from = args.number("--from", 1);
    Campaign campaign = new Campaign(keys, (int) Math.max(1, args.number("--twice", 100)));
    PrintStream stories = json ? err : out;
    int threads = (int) args.number("--threads", Runtime.getRuntime().availableProcessors());
    long startedNs = System.nanoTime();
    runAll(campaign, from, seeds, threads, outcome -> tell(outcome, lines, stories));
    long realMs = (System.nanoTime() - startedNs) / 1_000_000;
    if (json) {
      out.println(campaign.toJson(realMs));
    } else {
      summarise(campaign, from, threads, realMs, out);
    }
    return campaign.failed() == 0 ? OK : BROKEN;
  }

  /** Who is told of a failed seed, one at a time. */
  interface Teller {

    void failed(Outcome outcome);
  }

  /** Runs seeds on so many threads; each seed on one. */
  static void runAll(Campaign campaign, long from, long seeds, int threads, Teller teller) {
    AtomicLong next = new AtomicLong(from);
    Runnable work =
        () -> {
          for (long seed = next.getAndIncrement();
              seed < from + seeds;
              seed = next.getAndIncrement()) {
            Outcome outcome = campaign.run(seed);
            synchronized (teller) {
              if (campaign.failures().contains(outcome)) {
                teller.failed(outcome);
              }
            }
          }
        };
    onThreads(Collections.nCopies(threads, work));
  }

  /** Each on a thread of its own, until all are done. */
  static void onThreads(List<Runnable> work) {
    List<Throwable> stray = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (Runnable one : work) {
      Thread thread = new Thread(one, "seeds-" + running.size());
      thread.setUncaughtExceptionHandler((t, e) -> {
        synchronized (stray) {
          stray.add(e);
        }
      });
      thread.start();
      running.add(thread);
    }
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (!stray.isEmpty()) {
      throw new IllegalStateException("the simulator itself broke", stray.get(0));
    }
  }

  private static void summarise(
      Campaign campaign, long from, int threads, long realMs, PrintStream out) {
    double seconds = realMs / 1000.0;
    out.printf(
        Locale.ROOT,
        "%d seeds from %d of %s: %d failed%n",
        campaign.seeds(),
        from,
        Revision.here().name(),
        campaign.failed());
    out.printf(
        Locale.ROOT,
        "%d orders committed, %d bets placed, dice thrown %d times%n",
        campaign.committed(),
        campaign.bets(),
        campaign.rolls());
    out.printf(
        Locale.ROOT,
        "%.2f simulated hours with work pending in %.1f s on %d threads: %.0f times real time%n",
        campaign.simulatedHours(),
        seconds,
        threads,
        campaign.simulatedHours() * 3600 / Math.max(0.001, seconds));
    out.printf(
        Locale.ROOT,
        "a healed quorum took %.0f %% of its bound at most%n",
        100 * campaign.slowestHeal());
    out.println("faults, in how many seeds they struck and mattered:");
    campaign
        .faults()
        .forEach((name, count) ->
            out.printf("  %-28s %6d %6d%n", name, count.fired(), count.mattered()));
    campaign.violations().forEach((name, count) -> out.println("VIOLATED " + name + ": " + count));
  }

  /** A failed seed: what broke, how to see it again, and the last events. */
  static void tell(Outcome outcome, int lines, PrintStream out) {
    String again = "./bitcraps sim --protocol pbft --seeds 1 --from " + outcome.seed();
    tell("seed " + outcome.seed(), again, outcome, lines, out);
  }

  /** The same of a run by this name, with this command to run it again. */
  static void tell(String run, String again, Outcome outcome, int lines, PrintStream out) {
    out.println(run + " FAILED, commit " + Revision.here().name());
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
    out.println("  again: " + again);
    List<String> story = outcome.story();
    story
        .subList(Math.max(0, story.size() - lines), story.size())
        .forEach(line -> out.println("  " + line));
  }
}

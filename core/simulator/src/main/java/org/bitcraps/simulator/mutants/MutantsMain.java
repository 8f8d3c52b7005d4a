package org.bitcraps.simulator.mutants;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Hunts the mutants from the command line.
 *
 * <pre>
 * --seeds N     how many seeds of each setting (those of a normal build)
 * --only TEXT   those whose name or rule contains it
 * --json        one line of numbers at the end
 * </pre>
 */
public final class MutantsMain {

  /** So many seeds of each setting run in every build. */
  public static final int SEEDS = 20;

  /** A mutant that lives longer than this, on one core, is a hole in the tester. */
  public static final Duration PATIENCE = Duration.ofMinutes(4);

  private MutantsMain() {}

  /** Whether every mutant died. */
  public static boolean run(List<String> args, PrintStream out) {
    String only = text(args, "--only", "");
    List<Mutant> mutants =
        Mutants.all().stream()
            .filter(m -> m.name().contains(only) || m.rule().contains(only))
            .toList();
    int seeds = Integer.parseInt(text(args, "--seeds", Integer.toString(SEEDS)));
    List<Hunt.Fate> fates;
    try {
      boolean json = args.contains("--json");
      fates = new Hunt(seeds, PATIENCE).hunt(mutants, json ? fate -> {} : out::println);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (args.contains("--json")) {
      out.println(toJson(fates));
    }
    return fates.stream().noneMatch(Hunt.Fate::survived);
  }

  /** One line of JSON. */
  static String toJson(List<Hunt.Fate> fates) {
    List<Hunt.Fate> survivors = fates.stream().filter(Hunt.Fate::survived).toList();
    return "{\"total\":%d,\"killed\":%d,\"survivors\":[%s]}"
        .formatted(
            fates.size(),
            fates.size() - survivors.size(),
            survivors.stream()
                .map(fate -> "\"" + fate.mutant().name() + "\"")
                .collect(Collectors.joining(",")));
  }

  private static String text(List<String> args, String name, String otherwise) {
    int at = args.indexOf(name);
    return at < 0 || at + 1 == args.size() ? otherwise : args.get(at + 1);
  }
}

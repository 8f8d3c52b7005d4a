package org.bitcraps.bench.faults;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a run was, for people; a table for {@code docs/fault-tests.md}. */
final class Summary {

  /** Times without a block that count as silence: seen by a player; taken for a fault. */
  private static final List<Integer> SILENCES_SECONDS = List.of(1, 5);

  private Summary() {}

  static String line(int number, Injury.Scar scar, Progress progress) {
    return String.format(
        Locale.ROOT,
        "%3d %-15s %-24s held %5.1f s, without a block %5.2f s at first, %5.1f s at most,"
            + " %5.2f s once healed, well after %5.1f s, %4.0f bets/s%s",
        number,
        scar.fault(),
        scar.victims(),
        (scar.healedMs() - scar.atMs()) / 1e3,
        scar.firstGapMs() / 1e3,
        scar.gapMs() / 1e3,
        scar.nextMs() / 1e3,
        scar.well() ? (scar.wellMs() - scar.healedMs()) / 1e3 : Double.NaN,
        progress.perSecond(scar.atMs(), System.currentTimeMillis()),
        scar.remark().isEmpty() ? "" : " (" + scar.remark() + ")");
  }

  static String table(FaultRun.Result result) {
    StringBuilder out = new StringBuilder();
    out.append(
        "| fault | times | without a block at first | longest | next block once healed"
            + " | well again |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (Fault fault : Fault.values()) {
      List<Injury.Scar> scars =
          result.scars().stream().filter(scar -> scar.fault() == fault).toList();
      if (!scars.isEmpty()) {
        out.append(
            "| %s | %d | %s | %s | %s | %s |\n"
                .formatted(
                    fault,
                    scars.size(),
                    spread(scars, Injury.Scar::firstGapMs),
                    spread(scars, Injury.Scar::gapMs),
                    spread(scars, Injury.Scar::nextMs),
                    spread(scars, scar -> scar.well() ? scar.wellMs() - scar.healedMs() : -1)));
      }
    }
    Progress progress = result.progress();
    out.append(
        String.format(
            Locale.ROOT,
            "%n%d faults in %.1f min; %d bets executed, %.0f/s; without a block for more than %s;"
                + " %d blocks; %d orders open at the end; %d blocks were not shown by one"
                + " gateway%s%n",
            result.scars().size(),
            (result.toMs() - result.fromMs()) / 60e3,
            progress.bets(),
            progress.perSecond(result.fromMs(), result.toMs()),
            SILENCES_SECONDS.stream().map(s -> silence(result, s)).collect(joining(", ")),
            progress.last(),
            result.open(),
            result.skipped(),
            result.impossible().isEmpty() ? "" : "; not possible here: " + result.impossible()));
    return out.toString();
  }

  private static String silence(FaultRun.Result result, int seconds) {
    long ms = result.progress().silenceMs(result.fromMs(), result.toMs(), seconds * 1_000L);
    return String.format(
        Locale.ROOT,
        "%d s: %.1f s in all (%.1f %%)",
        seconds,
        ms / 1e3,
        100.0 * ms / (result.toMs() - result.fromMs()));
  }

  /** The median and the most; what did not happen is later than all that did. */
  private static String spread(List<Injury.Scar> scars, ToLongFunction<Injury.Scar> ms) {
    List<Long> sorted =
        scars.stream()
            .map(scar -> ms.applyAsLong(scar) < 0 ? Long.MAX_VALUE : ms.applyAsLong(scar))
            .sorted()
            .toList();
    return seconds(sorted.get(sorted.size() / 2)) + ", at most " + seconds(sorted.getLast());
  }

  private static String seconds(long ms) {
    return ms == Long.MAX_VALUE ? "never" : String.format(Locale.ROOT, "%.2f s", ms / 1e3);
  }
}

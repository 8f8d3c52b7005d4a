package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.bitcraps.bench.Folders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What faults of one validator cost a running devnet under load: the primary stopped as by a crash,
 * a backup held still, a journal wiped. Seen from outside, by the gateway's status.
 */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = "Primary killed, validator paused, journal wiped: how long until all is well.")
public final class Faults implements Callable<Integer> {

  private static final int VALIDATORS = 4;
  private static final long PATIENCE_MS = 120_000;

  /** Blocks before the journal is wiped: so many that the state is fetched instead of them. */
  private static final long LONG_CHAIN = 700;

  @Option(names = "--house", defaultValue = ".", description = "Root of the source tree, built.")
  private Path house;

  @Option(names = "--kills", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--wipes", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int wipes;

  @Option(
      names = "--pause",
      defaultValue = "30",
      description = "Seconds. Default: ${DEFAULT-VALUE}.")
  private int pauseSeconds;

  @Option(
      names = "--requests",
      defaultValue = "20",
      description = "Requests of ten bets a second. Default: ${DEFAULT-VALUE}.")
  private int requests;

  /** Entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Faults()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (OwnDevnet devnet = OwnDevnet.start(house, "faults", Map.of(), Optional.empty());
        Table game = new Table(OwnDevnet.URL, LoadOptions.TABLE)) {
      devnet.awaitReady(game);
      try (SteadyLoad load = SteadyLoad.start(game, requests)) {
        await(game, status -> allHold(status, 10));
        kill(game);
        pause(game);
        wipe(devnet, game);
        System.out.println("load: " + load.told());
      }
      return 0;
    }
  }

  private void kill(Table game) throws InterruptedException {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      JsonNode before = game.status();
      int primary = before.path("primary").asInt();
      long view = before.path("view").asLong();
      game.control(primary, "stop");
      long killedNs = System.nanoTime();
      await(game, status -> status.path("view").asLong() > view);
      times.add((System.nanoTime() - killedNs) / 1_000_000);
      game.control(primary, "start");
      restored(game);
    }
    tell("primary killed: ms to the first block certified in a later view", times);
  }

  private void pause(Table game) throws InterruptedException {
    int backup = (game.status().path("primary").asInt() + 2) % VALIDATORS;
    game.control(backup, "pause");
    long from = game.status().path("sequence").asLong();
    long gapMs = longestGapMs(game, pauseSeconds * 1_000L);
    long head = game.status().path("sequence").asLong();
    game.control(backup, "start");
    long resumedNs = System.nanoTime();
    await(game, status -> holds(status, backup, head));
    System.out.printf(
        Locale.ROOT,
        "backup paused %d s: %d blocks certified meanwhile, longest time without one %d ms;"
            + " it held them all %d ms after it went on%n",
        pauseSeconds,
        head - from,
        gapMs,
        (System.nanoTime() - resumedNs) / 1_000_000);
    restored(game);
  }

  private void wipe(OwnDevnet devnet, Table game) throws IOException, InterruptedException {
    await(game, status -> status.path("sequence").asLong() > LONG_CHAIN);
    List<Long> heldMs = new ArrayList<>();
    List<Long> upMs = new ArrayList<>();
    for (int i = 0; i < wipes; i++) {
      int victim = (game.status().path("primary").asInt() + 1) % VALIDATORS;
      game.control(victim, "stop");
      Folders.delete(devnet.journal(victim));
      long head = game.status().path("sequence").asLong();
      game.control(victim, "start");
      long startedNs = System.nanoTime();
      await(game, status -> condition(status, victim).equals("MUTE"));
      await(game, status -> holds(status, victim, head));
      heldMs.add((System.nanoTime() - startedNs) / 1_000_000);
      JsonNode up = await(game, status -> condition(status, victim).equals("UP"));
      upMs.add((System.nanoTime() - startedNs) / 1_000_000);
      long signed = of(up, victim).path("lastSigned").asLong();
      System.out.printf(
          Locale.ROOT,
          "journal of validator %d wiped at block %d: up again at block %d, last signed %d%n",
          victim,
          head,
          up.path("sequence").asLong(),
          signed);
      restored(game);
    }
    tell("journal wiped: ms from its start until it held what the others had then", heldMs);
    tell("journal wiped: ms from its start until it was not mute any more", upMs);
  }

  private static void tell(String what, List<Long> times) {
    if (times.isEmpty()) {
      return;
    }
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: median %d, most %d (n = %d)%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() - 1),
        sorted.size());
  }

  private static long longestGapMs(Table game, long forMs) throws InterruptedException {
    long endNs = System.nanoTime() + forMs * 1_000_000;
    long sequence = -1;
    long lastNs = System.nanoTime();
    long gapNs = 0;
    while (System.nanoTime() < endNs) {
      long now = game.status().path("sequence").asLong();
      if (now != sequence) {
        gapNs = sequence < 0 ? 0 : Math.max(gapNs, System.nanoTime() - lastNs);
        lastNs = System.nanoTime();
        sequence = now;
      }
      Thread.sleep(1);
    }
    return Math.max(gapNs, System.nanoTime() - lastNs) / 1_000_000;
  }

  /** Everybody is up and holds what is certified now. */
  private static void restored(Table game) throws InterruptedException {
    long head = game.status().path("sequence").asLong();
    await(game, status -> allHold(status, head + 1));
    Thread.sleep(1_000);
  }

  private static boolean allHold(JsonNode status, long sequence) {
    for (int id = 0; id < VALIDATORS; id++) {
      if (!condition(status, id).equals("UP") || !holds(status, id, sequence)) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode of(JsonNode status, int id) {
    return status.path("validators").path(id);
  }

  private static String condition(JsonNode status, int id) {
    return of(status, id).path("condition").asText();
  }

  private static boolean holds(JsonNode status, int id, long sequence) {
    return of(status, id).path("lastCertified").asLong() >= sequence;
  }

  private static JsonNode await(Table game, Predicate<JsonNode> wanted)
      throws InterruptedException {
    long endMs = System.currentTimeMillis() + PATIENCE_MS;
    JsonNode status = game.status();
    while (!wanted.test(status)) {
      if (System.currentTimeMillis() > endMs) {
        throw new IllegalStateException("not within " + PATIENCE_MS + " ms: " + status);
      }
      Thread.sleep(1);
      status = game.status();
    }
    return status;
  }
}

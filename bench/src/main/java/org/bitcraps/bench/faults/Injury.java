package org.bitcraps.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bitcraps.bench.Folders;
import org.bitcraps.client.cli.devnet.LocalNode;

/** Inflicts one fault after the other, heals it and waits until everybody is well again. */
final class Injury {

  private static final long AWAY_MS = 2_000;
  private static final int JUMP_SECONDS = 60;

  /**
   * Who lost its journal signs again above the next view at the earliest: two turns of 512 blocks
   * at most (P8, P9), of which two to four come in a second here.
   */
  private static final long RECOVERY_MS_MAX = 600_000;

  private static final long POLL_MS = 200;

  private final Cluster cluster;
  private final Progress progress;
  private final Door door;
  private final Random random;
  private final boolean shorter;

  /**
   * What came of one.
   *
   * @param victims names of nodes
   * @param atMs when it began
   * @param healedMs when it was over
   * @param wellMs when everybody was well again; −1 if not in time
   * @param firstGapMs longest time without a new block that began in its first two seconds, before
   *     any server started again; −1 if it did not end
   * @param gapMs longest time without a new block, from its beginning until all were well
   * @param nextMs from healing to the next new block
   * @param remark what else was seen
   */
  record Scar(
      Fault fault,
      String victims,
      long atMs,
      long healedMs,
      long wellMs,
      long firstGapMs,
      long gapMs,
      long nextMs,
      String remark) {

    boolean well() {
      return wellMs >= 0;
    }
  }

  /**
   * Draws victims from this seed.
   *
   * @param door whom to ask who is primary
   * @param shorter pauses and partitions of a few seconds, for a test that must be short
   */
  Injury(Cluster cluster, Progress progress, Door door, long seed, boolean shorter) {
    this.cluster = cluster;
    this.progress = progress;
    this.door = door;
    this.random = new Random(seed);
    this.shorter = shorter;
  }

  /** Whether this machine lets us. */
  boolean possible(Fault fault) {
    return switch (fault) {
      case FULL_DISK -> cluster.disk().isPresent();
      case CLOCK_JUMP -> cluster.clock().isPresent();
      default -> true;
    };
  }

  /** Inflicts it; returns when all are well, or have not become well for long. */
  Scar inflict(Fault fault) throws IOException, InterruptedException {
    long atMs = System.currentTimeMillis();
    List<String> remarks = new ArrayList<>();
    String victims = hurt(fault, remarks);
    long healedMs = System.currentTimeMillis();
    long wellMs = awaitWell(healedMs, remarks);
    long endMs = System.currentTimeMillis();
    long next = progress.firstAfterMs(healedMs);
    return new Scar(
        fault,
        victims,
        atMs,
        healedMs,
        wellMs,
        progress.gapBegunMs(atMs, atMs + AWAY_MS),
        progress.gapMs(atMs, endMs),
        next < 0 ? -1 : next - healedMs,
        String.join("; ", remarks));
  }

  private String hurt(Fault fault, List<String> remarks) throws IOException, InterruptedException {
    return switch (fault) {
      case KILL_BACKUP -> kill(backup(), remarks);
      case KILL_PRIMARY -> kill(cluster.validator(primary()), remarks);
      case PAUSE -> {
        LocalNode victim = any();
        victim.signal("STOP");
        Thread.sleep(shorter ? 8_000 : 30_000);
        victim.signal("CONT");
        yield victim.name();
      }
      case PARTITION_ONE -> partition(Set.of(any().name()));
      case PARTITION_TWO -> {
        int one = random.nextInt(Cluster.VALIDATORS);
        int other = (one + 1 + random.nextInt(Cluster.VALIDATORS - 1)) % Cluster.VALIDATORS;
        yield partition(Set.of("validator-" + one, "validator-" + other));
      }
      case SLOW_LINK -> {
        LocalNode victim = any();
        cluster.links().slow(victim.name(), 200, 50);
        Thread.sleep(shorter ? 6_000 : 15_000);
        cluster.links().slow(victim.name(), 0, 0);
        yield victim.name();
      }
      case BROKER_RESTART -> {
        LocalNode victim = any();
        cluster.reload(victim);
        yield victim.name();
      }
      case FULL_DISK -> fullDisk(remarks);
      case CLOCK_JUMP -> {
        OtherClock clock = cluster.clock().orElseThrow();
        int jump = random.nextBoolean() ? JUMP_SECONDS : -JUMP_SECONDS;
        remarks.add(jump + " s");
        clock.set(jump);
        Thread.sleep(10_000);
        clock.set(0);
        yield clock.node().name();
      }
      case ROLLING_RESTART -> {
        for (LocalNode node : cluster.nodes()) {
          node.ending().run();
          cluster.restart(node);
          awaitWell(System.currentTimeMillis(), remarks);
        }
        yield "all";
      }
      case WIPE -> {
        LocalNode victim = any();
        victim.kill();
        String id = victim.name().substring(victim.name().indexOf('-') + 1);
        Folders.delete(victim.folder().chain().resolve("validator-" + id).resolve("journal"));
        cluster.restart(victim);
        yield victim.name();
      }
      case GATEWAY_DIES ->
          kill(cluster.gateways().get(random.nextInt(cluster.gateways().size())), remarks);
    };
  }

  private LocalNode any() {
    return cluster.validator(random.nextInt(Cluster.VALIDATORS));
  }

  private LocalNode backup() throws InterruptedException {
    int steps = 1 + random.nextInt(Cluster.VALIDATORS - 1);
    return cluster.validator((primary() + steps) % Cluster.VALIDATORS);
  }

  private int primary() throws InterruptedException {
    return door.get("/consensus/status").body().path("primary").asInt();
  }

  private String kill(LocalNode victim, List<String> remarks)
      throws IOException, InterruptedException {
    if (victim.process().isEmpty()) {
      remarks.add("was dead already");
    }
    victim.kill();
    Thread.sleep(AWAY_MS);
    cluster.restart(victim);
    return victim.name();
  }

  private String partition(Set<String> some) throws InterruptedException {
    cluster.links().cut(some, true);
    Thread.sleep(shorter ? 6_000 : 10_000);
    cluster.links().cut(some, false);
    List<String> names = new ArrayList<>(some);
    Collections.sort(names);
    return String.join(" ", names);
  }

  private String fullDisk(List<String> remarks) throws IOException, InterruptedException {
    SmallDisk disk = cluster.disk().orElseThrow();
    disk.fill();
    Thread.sleep(10_000);
    boolean lived = disk.node().process().isPresent();
    boolean ready = lived && cluster.ready(disk.node());
    remarks.add(lived ? "process lived, " + (ready ? "ready" : "not ready") : "process ended");
    disk.empty();
    return disk.node().name();
  }

  /** Who ended by itself is started, as an operator would; who says that it is unwell, later. */
  private long awaitWell(long healedMs, List<String> remarks)
      throws IOException, InterruptedException {
    long head = progress.last();
    long endMs = healedMs + RECOVERY_MS_MAX;
    while (!well(head, remarks)) {
      if (System.currentTimeMillis() > endMs) {
        remarks.add("NOT WELL: " + unwell(head));
        restartUnwell(head);
        return -1;
      }
      Thread.sleep(POLL_MS);
    }
    return System.currentTimeMillis();
  }

  /** If nobody signs, or the gateway that is asked says nothing, no single validator is ill. */
  private void restartUnwell(long head) throws IOException, InterruptedException {
    JsonNode status = status();
    boolean someSign = cluster.nodes().stream().anyMatch(node -> signed(node, status) > head);
    for (LocalNode node : cluster.nodes()) {
      if (!cluster.ready(node) || (someSign && !isWell(node, head, status))) {
        node.kill();
        cluster.restart(node);
      }
    }
  }

  private boolean well(long head, List<String> remarks) throws IOException, InterruptedException {
    boolean well = progress.last() > head;
    JsonNode status = status();
    for (LocalNode node : cluster.nodes()) {
      if (node.process().isEmpty()) {
        remarks.add(node.name() + " had ended, started");
        cluster.restart(node);
      }
      well = well && isWell(node, head, status);
    }
    return well;
  }

  private JsonNode status() throws InterruptedException {
    return door.get("/consensus/status").body();
  }

  private boolean isWell(LocalNode node, long head, JsonNode status) throws InterruptedException {
    return cluster.ready(node)
        && (node.name().startsWith("gateway")
            || (cluster.sequence(node) >= head && signed(node, status) > head));
  }

  /**
   * The last block whose certificate has its signature. One that has lost its journal executes and
   * signs nothing for a while: it counts as faulty as long, and one more would be too many.
   */
  private static long signed(LocalNode node, JsonNode status) {
    for (JsonNode validator : status.path("validators")) {
      if (node.name().equals("validator-" + validator.path("id").asInt())) {
        return validator.path("lastSigned").asLong();
      }
    }
    return 0;
  }

  private List<String> unwell(long head) throws InterruptedException {
    List<String> names = new ArrayList<>();
    JsonNode status = status();
    for (LocalNode node : cluster.nodes()) {
      if (!isWell(node, head, status)) {
        names.add(
            "%s at block %d of %d, signed %d"
                .formatted(node.name(), cluster.sequence(node), head, signed(node, status)));
      }
    }
    return names;
  }
}

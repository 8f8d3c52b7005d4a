package org.bitcraps.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.wire.Decoder;

/** One run: a new chain, load, faults in the order that the seed gives, and the record of it. */
final class FaultRun {

  private static final long START_MS_MAX = 600_000;
  private static final long WARM_UP_MS = 10_000;
  private static final long DRAIN_MS = 60_000;
  private static final int GRANTS = 2;

  /**
   * What is run.
   *
   * @param wildfly the configured server
   * @param application the EAR
   * @param folder of the testnet and the history; what lies there is forgotten
   * @param faultsMax so many at most; with none, bets and nothing else for {@code millis}
   * @param perSecond bets while a round takes them
   * @param shorter see {@link Injury}
   */
  record Plan(
      Path wildfly,
      Path application,
      Path folder,
      int portOffset,
      Parameters parameters,
      SortedMap<String, String> settings,
      long seed,
      long millis,
      int faultsMax,
      Set<Fault> kinds,
      int players,
      int perSecond,
      boolean shorter) {

    Path history() {
      return folder.resolve("history");
    }
  }

  /**
   * What happened.
   *
   * @param fromMs when the faults began
   * @param toMs when they ended
   * @param open orders that were neither in the chain nor refused a minute later
   */
  record Result(
      List<Injury.Scar> scars,
      Set<Fault> impossible,
      long fromMs,
      long toMs,
      int open,
      Progress progress,
      long skipped) {}

  private FaultRun() {}

  /** Runs it; the servers are gone afterwards. */
  static Result run(Plan plan) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Door> doors = new ArrayList<>();
    try (Cluster cluster =
        Cluster.start(
            plan.wildfly(),
            plan.application(),
            plan.folder().resolve("testnet"),
            plan.portOffset(),
            plan.parameters(),
            plan.settings(),
            plan.seed(),
            plan.kinds())) {
      byte[] bytes = cluster.genesis();
      Genesis genesis = Decoder.decode(bytes, Genesis.BYTES_MAX, Genesis::decode);
      Progress progress = new Progress();
      List<String> names = cluster.gateways().stream().map(LocalNode::name).toList();
      try (Recorder recorder = new Recorder(plan.history(), bytes, names)) {
        for (LocalNode gateway : cluster.gateways()) {
          doors.add(new Door(gateway.name(), gateway.httpPort(), recorder));
        }
        List<Tail> tails = doors.stream().map(door -> new Tail(door, recorder, progress)).toList();
        tails.forEach(tail -> start(threads, tail));
        awaitStart(cluster, progress);
        try (Traffic traffic =
            new Traffic(
                doors,
                progress,
                recorder,
                genesis.chainId(),
                plan.players(),
                plan.perSecond(),
                plan.seed())) {
          traffic.fund(GRANTS);
          Questions questions = new Questions(doors, progress, traffic.bettors(), plan.seed() + 1);
          traffic.begin(questions::mayAsk);
          start(threads, questions);
          Thread.sleep(WARM_UP_MS);
          return injure(plan, cluster, progress, doors, traffic, questions, tails);
        }
      } finally {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
          thread.join(10_000);
        }
        doors.forEach(Door::close);
      }
    }
  }

  private static void start(List<Thread> threads, Runnable run) {
    threads.add(Thread.ofPlatform().daemon().start(run));
  }

  private static void awaitStart(Cluster cluster, Progress progress)
      throws IOException, InterruptedException {
    long endMs = System.currentTimeMillis() + START_MS_MAX;
    for (LocalNode node : cluster.nodes()) {
      while (!cluster.ready(node) || progress.last() == 0) {
        if (System.currentTimeMillis() > endMs || node.process().isEmpty()) {
          throw new IOException(node.name() + " did not start: see " + node.folder().log());
        }
        Thread.sleep(200);
      }
    }
  }

  private static Result injure(
      Plan plan,
      Cluster cluster,
      Progress progress,
      List<Door> doors,
      Traffic traffic,
      Questions questions,
      List<Tail> tails)
      throws IOException, InterruptedException {
    Injury injury = new Injury(cluster, progress, doors.get(0), plan.seed() + 2, plan.shorter());
    Set<Fault> kinds = new TreeSet<>(plan.kinds());
    kinds.removeIf(fault -> !injury.possible(fault));
    Set<Fault> impossible = new TreeSet<>(plan.kinds());
    impossible.removeAll(kinds);
    Random random = new Random(plan.seed() + 3);
    List<Fault> bag = new ArrayList<>();
    List<Injury.Scar> scars = new ArrayList<>();
    long fromMs = System.currentTimeMillis();
    while (scars.size() < plan.faultsMax() && System.currentTimeMillis() < fromMs + plan.millis()) {
      if (bag.isEmpty()) {
        bag.addAll(bag(kinds, random));
      }
      Injury.Scar scar = injury.inflict(bag.remove(bag.size() - 1));
      scars.add(scar);
      System.out.println(Summary.line(scars.size(), scar, progress));
    }
    if (plan.faultsMax() == 0) {
      Thread.sleep(plan.millis());
    }
    long toMs = System.currentTimeMillis();
    traffic.drain(DRAIN_MS);
    int open = traffic.open();
    questions.askAll();
    long head = progress.last();
    for (Tail tail : tails) {
      for (long endMs = System.currentTimeMillis() + DRAIN_MS;
          tail.last() < head && System.currentTimeMillis() < endMs; ) {
        Thread.sleep(100);
      }
    }
    return new Result(
        scars,
        impossible,
        fromMs,
        toMs,
        open,
        progress,
        tails.stream().mapToLong(Tail::skipped).sum());
  }

  /** The next ones, the last first: each kind once before any comes again, then its share. */
  private static List<Fault> bag(Set<Fault> kinds, Random random) {
    List<Fault> once = new ArrayList<>(kinds);
    List<Fault> bag = new ArrayList<>();
    for (Fault kind : kinds) {
      bag.addAll(Collections.nCopies(kind.share() - 1, kind));
    }
    Collections.shuffle(bag, random);
    Collections.shuffle(once, random);
    bag.addAll(once);
    return bag;
  }
}

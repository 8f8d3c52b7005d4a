package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.simulator.twins.Drawn;
import org.bitcraps.simulator.twins.Path;
import org.bitcraps.simulator.twins.Scenario;
import org.bitcraps.simulator.twins.Walk;

/** Many scenarios of Twins, and what they came to together; several threads may run them. */
public final class TwinsCampaign {

  private static final int FAILURES_KEPT = 20;

  private final Keys keys;
  private final List<Failure> failures = new ArrayList<>();
  private final SortedMap<String, Integer> violations = new TreeMap<>();
  private long walked;
  private long mirrored;
  private long drawn;
  private long contradicted;
  private long committed;
  private long events;
  private double slowestHeal;

  /** A scenario that broke something, and its story. */
  record Failure(Scenario scenario, Outcome outcome) {}

  /** A campaign with these keys. */
  public TwinsCampaign(Keys keys) {
    this.keys = keys;
  }

  /** Work for threads: each runs some scenarios of the walk. */
  List<Runnable> walk(int views, int depth) {
    List<Runnable> work = new ArrayList<>();
    for (Walk part : Walk.parts(views, depth)) {
      work.add(() -> part.forEach(this::run));
    }
    return work;
  }

  /** Work for threads: the scenario of each of these seeds. */
  List<Runnable> draw(long from, long seeds) {
    List<Runnable> work = new ArrayList<>();
    for (long seed = from; seed < from + seeds; seed++) {
      long one = seed;
      work.add(() -> run(new Drawn(one)));
    }
    return work;
  }

  /** Runs one; what failed is run again with words. */
  void run(Scenario scenario) {
    TwinRun run = new TwinRun(scenario, keys, false);
    Outcome outcome = run.run();
    Outcome told =
        outcome.violation().isPresent() ? new TwinRun(scenario, keys, true).run() : outcome;
    add(scenario, run, outcome, told);
  }

  private synchronized void add(Scenario scenario, TwinRun run, Outcome outcome, Outcome told) {
    if (scenario instanceof Path path) {
      walked++;
      mirrored += path.hasMirror() ? 1 : 0;
    } else {
      drawn++;
    }
    contradicted += run.isContradicted() ? 1 : 0;
    committed += outcome.committed();
    events += outcome.events();
    slowestHeal = Math.max(slowestHeal, outcome.healOfBound());
    if (outcome.violation().isPresent()) {
      violations.merge(outcome.violation().get().invariant(), 1, Integer::sum);
      if (failures.size() < FAILURES_KEPT) {
        failures.add(new Failure(scenario, told));
      }
    }
  }

  /** The first that broke something. */
  synchronized List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** How often each invariant was broken. */
  public synchronized SortedMap<String, Integer> violations() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(violations));
  }

  /** Scenarios of the walk that were run. */
  public synchronized long walked() {
    return walked;
  }

  /** Scenarios that are one of these with the names of the twins swapped, and were not run. */
  public synchronized long mirrored() {
    return mirrored;
  }

  /** Scenarios of seeds. */
  public synchronized long drawn() {
    return drawn;
  }

  /** Scenarios in which twins voted for two blocks in one place. */
  public synchronized long contradicted() {
    return contradicted;
  }

  /** The longest that it took after the partitions, as a part of the bound. */
  public synchronized double slowestHeal() {
    return slowestHeal;
  }

  /**
   * One line of JSON.
   *
   * @param realMs how long all of it took, by the clock on the wall
   */
  public synchronized String toJson(long realMs) {
    List<String> broken = new ArrayList<>();
    violations.forEach((name, count) -> broken.add("\"%s\":%d".formatted(name, count)));
    return String.format(
        Locale.ROOT,
        "{\"walked\":%d,\"mirrored\":%d,\"drawn\":%d,\"contradicted\":%d,\"events\":%d,"
            + "\"committed\":%d,\"slowestHeal\":%.3f,\"ms\":%d,\"violations\":{%s}}",
        walked,
        mirrored,
        drawn,
        contradicted,
        events,
        committed,
        slowestHeal,
        realMs,
        String.join(",", broken));
  }
}

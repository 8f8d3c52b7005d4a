package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many seeds: what they came to together. Each seed runs in one thread; several threads may run
 * seeds of one campaign at once.
 */
public final class Campaign {

  private static final int FAILURES_KEPT = 20;

  private final Keys keys;
  private final int repeatEvery;
  private final List<Outcome> failures = new ArrayList<>();
  private final SortedMap<String, Integer> violations = new TreeMap<>();
  private final SortedMap<String, Tally.Count> faults = new TreeMap<>();
  private long seeds;
  private long failed;
  private long events;
  private long committed;
  private long bets;
  private long rolls;
  private long busyUs;
  private double slowestHeal;

  /**
   * A campaign with these keys.
   *
   * @param repeatEvery one of so many seeds is run twice, to see that both runs are the same
   */
  public Campaign(Keys keys, int repeatEvery) {
    this.keys = keys;
    this.repeatEvery = repeatEvery;
    faults.putAll(new Tally().counts());
  }

  /** Runs one seed; a failed one is run again with words. */
  public Outcome run(long seed) {
    Outcome outcome;
    try {
      outcome = new Simulation(seed, keys, false).run();
    } catch (RuntimeException e) {
      throw new IllegalStateException("seed " + seed, e);
    }
    boolean determinate =
        seed % repeatEvery != 0
            || new Simulation(seed, keys, false).run().traceHash() == outcome.traceHash();
    Outcome told =
        outcome.violation().isPresent() ? new Simulation(seed, keys, true).run() : outcome;
    add(outcome, told, determinate);
    return told;
  }

  private synchronized void add(Outcome outcome, Outcome told, boolean determinate) {
    seeds++;
    events += outcome.events();
    committed += outcome.committed();
    bets += outcome.bets();
    rolls += outcome.rolls();
    busyUs += outcome.busyUs();
    slowestHeal = Math.max(slowestHeal, outcome.healOfBound());
    outcome
        .faults()
        .forEach((name, count) ->
            faults.merge(
                name,
                new Tally.Count(count.fired() > 0 ? 1 : 0, count.mattered() > 0 ? 1 : 0),
                (a, b) -> new Tally.Count(a.fired() + b.fired(), a.mattered() + b.mattered())));
    if (outcome.violation().isPresent()) {
      violations.merge(outcome.violation().get().invariant(), 1, Integer::sum);
    } else if (!determinate) {
      violations.merge("determinism", 1, Integer::sum);
    }
    if (outcome.violation().isPresent() || !determinate) {
      failed++;
      if (failures.size() < FAILURES_KEPT) {
        failures.add(told);
      }
    }
  }

  /** The first runs that broke something, with their stories. */
  public synchronized List<Outcome> failures() {
    return List.copyOf(failures);
  }

  /** How many runs broke something. */
  public synchronized long failed() {
    return failed;
  }

  /** How many seeds were run. */
  public synchronized long seeds() {
    return seeds;
  }

  /** How often dice were thrown. */
  public synchronized long rolls() {
    return rolls;
  }

  /** How many bets were placed. */
  public synchronized long bets() {
    return bets;
  }

  /** How many orders of players were committed, each with its receipt. */
  public synchronized long committed() {
    return committed;
  }

  /** Simulated time during which something waited to be committed, hours. */
  public synchronized double simulatedHours() {
    return busyUs / 3.6e9;
  }

  /** The longest that a healed quorum took, as a part of the bound (docs/simulation.md). */
  public synchronized double slowestHeal() {
    return slowestHeal;
  }

  /** How often each invariant was broken. */
  public synchronized SortedMap<String, Integer> violations() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(violations));
  }

  /** In how many seeds each class of faults struck and mattered; all classes are there. */
  public synchronized SortedMap<String, Tally.Count> faults() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(faults));
  }

  /**
   * One line of JSON.
   *
   * @param realMs how long all of it took, by the clock on the wall
   */
  public synchronized String toJson(long realMs) {
    List<String> broken = new ArrayList<>();
    violations.forEach((name, count) -> broken.add("\"%s\":%d".formatted(name, count)));
    List<String> menu = new ArrayList<>();
    faults.forEach((name, count) ->
        menu.add(
            "\"%s\":{\"fired\":%d,\"mattered\":%d}"
                .formatted(name, count.fired(), count.mattered())));
    return ("{\"seeds\":%d,\"events\":%d,\"simulatedHours\":%s,\"simulatedHoursPerHour\":%s,"
            + "\"violations\":{%s},\"faults\":{%s},\"committed\":%d}")
        .formatted(
            seeds,
            events,
            decimal(simulatedHours()),
            decimal(simulatedHours() * 3.6e6 / Math.max(1, realMs)),
            String.join(",", broken),
            String.join(",", menu),
            committed);
  }

  /** With a point, wherever it runs. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}

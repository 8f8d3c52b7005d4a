package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many seeds, one after the other: what they came to together. */
public final class Campaign {

  private final Keys keys;
  private final int repeatEvery;
  private final List<Outcome> failures = new ArrayList<>();
  private final Map<String, Integer> violations = new TreeMap<>();
  private long seeds;
  private long events;
  private long messages;
  private long bodies;
  private long bets;
  private long rolls;
  private long simulatedUs;
  private long slowestHealUs;

  /**
   * A campaign with these keys.
   *
   * @param repeatEvery one of so many seeds is run twice, to see that both runs are the same
   */
  public Campaign(Keys keys, int repeatEvery) {
    this.keys = keys;
    this.repeatEvery = repeatEvery;
  }

  /** Runs one seed; a failed one is run again with words. */
  public Outcome run(long seed) {
    Outcome outcome = new Simulation(seed, keys, false).run();
    seeds++;
    events += outcome.events();
    messages += outcome.messages();
    bodies += outcome.bodies();
    bets += outcome.bets();
    rolls += outcome.rolls();
    simulatedUs += outcome.simulatedUs();
    slowestHealUs = Math.max(slowestHealUs, outcome.healUs());
    if (outcome.violation().isPresent()) {
      outcome = new Simulation(seed, keys, true).run();
      failures.add(outcome);
      outcome.violation().ifPresent(v -> violations.merge(v.invariant(), 1, Integer::sum));
    } else if (seeds % repeatEvery == 0
        && new Simulation(seed, keys, false).run().traceHash() != outcome.traceHash()) {
      violations.merge("determinism", 1, Integer::sum);
      failures.add(outcome);
    }
    return outcome;
  }

  /** Runs that broke something, with their stories. */
  public List<Outcome> failures() {
    return List.copyOf(failures);
  }

  /** How often dice were thrown. */
  public long rolls() {
    return rolls;
  }

  /** How many bets were placed. */
  public long bets() {
    return bets;
  }

  /** How often each invariant was broken. */
  public Map<String, Integer> violations() {
    return new TreeMap<>(violations);
  }

  /** One line of JSON. */
  public String toJson(long realMs) {
    StringBuilder broken = new StringBuilder();
    violations.forEach((name, count) ->
        broken.append(broken.isEmpty() ? "" : ",").append("\"" + name + "\":" + count));
    double hours = simulatedUs / 3.6e9;
    double speed = simulatedUs / 1000.0 / Math.max(1, realMs);
    return ("{\"seeds\":%d,\"events\":%d,\"messages\":%d,\"bodies\":%d,\"bets\":%d,\"rolls\":%d,"
            + "\"simulatedHours\":%.3f,\"realSeconds\":%.1f,\"timesRealTime\":%.0f,\"slowestHealSeconds\":%.1f,"
            + "\"failures\":%d,\"violations\":{%s}}")
        .formatted(
            seeds,
            events,
            messages,
            bodies,
            bets,
            rolls,
            hours,
            realMs / 1000.0,
            speed,
            slowestHealUs / 1e6,
            failures.size(),
            broken);
  }
}

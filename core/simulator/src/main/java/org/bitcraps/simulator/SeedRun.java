package org.bitcraps.simulator;

import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One seed of one setting, by names and numbers of the JDK only: so that a run can be asked for
 * across class loaders (mutants). Answers what the run came to.
 */
public final class SeedRun implements BiFunction<String, Long, String> {

  /** First character of an answer that is no verdict: something threw where nothing may throw. */
  public static final char STRAY = '!';

  /**
   * Runs a seed.
   *
   * @param setting name of a {@link Setting}
   * @return empty if all held; the name of the invariant, or {@code liveness}, that did not; or
   *     {@link #STRAY} and words
   */
  @Override
  public String apply(String setting, Long seed) {
    Simulation simulation = new Simulation(Setting.valueOf(setting), seed, Keys.SIMULATED, false);
    Optional<Violation> violation = simulation.run().violation();
    return violation
        .map(v ->
            simulation.judges().contains(v.invariant()) ? v.invariant() : STRAY + v.getMessage())
        .orElse("");
  }
}

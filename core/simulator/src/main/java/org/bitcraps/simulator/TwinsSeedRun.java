package org.bitcraps.simulator;

import java.util.Optional;
import java.util.function.BiFunction;
import org.bitcraps.simulator.twins.Drawn;
import org.bitcraps.simulator.twins.Path;
import org.bitcraps.simulator.twins.Scenario;

/**
 * One scenario of Twins, by names and numbers of the JDK only, as {@link SeedRun} is: so that it
 * can be run across class loaders (mutants).
 */
public final class TwinsSeedRun implements BiFunction<String, Long, String> {

  /** The drawn scenarios from 1 to this one run in every build. */
  public static final long SEEDS = 60;

  /** In place of a path's name: the scenario of the seed. */
  public static final String DRAWN = "drawn";

  /**
   * Runs a scenario.
   *
   * @param name {@link #DRAWN}, or a path of the walk
   * @param seed of a drawn one
   * @return as {@link SeedRun#apply}
   */
  @Override
  public String apply(String name, Long seed) {
    Scenario scenario = name.equals(DRAWN) ? new Drawn(seed) : Path.named(name);
    TwinRun run = new TwinRun(scenario, Keys.SIMULATED, false);
    Optional<Violation> violation = run.run().violation();
    return violation
        .map(v ->
            run.judges().contains(v.invariant()) ? v.invariant() : SeedRun.STRAY + v.getMessage())
        .orElse("");
  }
}

package org.bitcraps.simulator.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.BiFunction;
import org.bitcraps.simulator.SeedRun;
import org.bitcraps.simulator.TwinsSeedRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known bugs of safety are found by Twins alone, within drawn scenarios that the code as it is
 * passes ({@code TwinsTest}); nobody lies in them but by running twice.
 */
class TwinsFindBugsTest {

  /**
   * @param first where to begin, to save time: the others up to the last one, then those before,
   *     follow
   */
  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "quorum-minus-one, 1",
    "quorum-two-f-plus-one, 2",
    "prepared-not-reported, 2",
    "nothing-proposed-again, 2",
    "clock-asked-again, 2",
    "prefix-rule-off, 40"
  })
  void twinsFindIt(String name, long first) throws Exception {
    BiFunction<String, Long, String> mutated = mutated(name);
    Optional<String> killer = Optional.empty();
    for (long i = 0; i < TwinsSeedRun.SEEDS && killer.isEmpty(); i++) {
      long seed = (first - 1 + i) % TwinsSeedRun.SEEDS + 1;
      String answer = mutated.apply(TwinsSeedRun.DRAWN, seed);
      if (!answer.isEmpty() && answer.charAt(0) != SeedRun.STRAY) {
        killer = Optional.of(answer);
        System.out.println(name + ": " + answer + ", drawn " + seed);
      }
    }
    // A fork or its cause, not merely that nothing goes on.
    assertThat(killer).isPresent().get().isNotIn("liveness", "storm");
  }

  @SuppressWarnings("unchecked")
  private static BiFunction<String, Long, String> mutated(String name) throws Exception {
    Mutant mutant =
        Mutants.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    return (BiFunction<String, Long, String>)
        new ShadowLoader(new MutantCompiler().compile(mutant))
            .loadClass(TwinsSeedRun.class.getName())
            .getConstructor()
            .newInstance();
  }
}

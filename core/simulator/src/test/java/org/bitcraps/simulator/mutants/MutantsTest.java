package org.bitcraps.simulator.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.bitcraps.simulator.SeedRun;
import org.junit.jupiter.api.Test;

/** The tester is tested: it finds every known bug, and nothing where there is none (DESIGN §4). */
class MutantsTest {

  /** DESIGN §3: what carries a star and is built. E3 is not. */
  private static final Set<String> STARS =
      Set.of(
          "B1", "B3", "B5", "C1", "C2", "C4", "C5", "C6", "D1", "D4", "E1", "P1", "P2", "P7", "P8",
          "R2", "X2");

  private static final Set<String> PITFALLS =
      Set.of("A.1", "A.2", "A.3", "A.4", "A.5", "A.6", "A.7");

  private static final Path PAGE =
      Path.of(System.getProperty("bitcraps.root", "."), "docs", "mutants.md");

  @Test
  void everyMutantDiesWithinTheSeedsThatTheCodePasses() throws Exception {
    Hunt hunt = new Hunt(MutantsMain.SEEDS, MutantsMain.PATIENCE);
    assertThat(hunt.guilty()).as("seeds in which the unmutated code is found guilty").isEmpty();
    List<Hunt.Fate> fates = hunt.hunt(Mutants.all(), System.out::println);
    System.out.println(MutantsMain.toJson(fates));
    assertThat(fates.stream().filter(Hunt.Fate::survived))
        .as("mutants that no invariant finds: a hole in the tester")
        .isEmpty();
    if (Boolean.getBoolean("rewrite")) {
      Files.writeString(PAGE, MutantsPage.of(fates));
    }
  }

  @Test
  void thePageShowsEveryMutant() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Mutants.all())
        .allSatisfy(m -> assertThat(page).contains("| " + m.name() + " | " + m.rule() + " |"));
    assertThat(page.lines().filter(line -> line.startsWith("| ")).count())
        .as("rows, with the heading")
        .isEqualTo(Mutants.all().size() + 1L);
  }

  @Test
  void everyStarAndEveryPitfallHasMutants() {
    Map<String, Long> count =
        Mutants.all().stream().collect(Collectors.groupingBy(Mutant::rule, Collectors.counting()));
    assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(count.keySet()).containsAll(STARS);
    assertThat(PITFALLS)
        .allSatisfy(item -> assertThat(count.getOrDefault(item, 0L)).isGreaterThan(1));
  }

  @Test
  void codeThatIsOnlyLoadedAnewIsFoundNotGuilty() throws Exception {
    @SuppressWarnings("unchecked")
    BiFunction<String, Long, String> anew =
        (BiFunction<String, Long, String>)
            new ShadowLoader(Map.of())
                .loadClass(SeedRun.class.getName())
                .getConstructor()
                .newInstance();
    assertThat(anew.getClass()).isNotEqualTo(SeedRun.class);
    assertThat(anew.apply("QUIET", 1L)).isEmpty();
  }

  @Test
  void aMutantThatFitsNowhereIsRefusedWithASentence() {
    String head = "rule: C1\nfile: org/bitcraps/evidence/membership/Quorum.java\nwhat: nothing\n";
    Mutant twice = Mutant.parse("twice", head + "--- before\nn\n--- after\nm\n");
    String source = Mutants.source(twice.file());
    assertThatThrownBy(() -> twice.applyTo(source))
        .hasMessageContaining("mutant twice")
        .hasMessageContaining("adapt the mutant to the source");
    Mutant nowhere = Mutant.parse("nowhere", head + "--- before\nx y z\n--- after\nm\n");
    assertThatThrownBy(() -> nowhere.applyTo(source)).hasMessageContaining("0 times, not once");
    Mutant broken =
        Mutant.parse("broken", head + "--- before\nreturn (2 * n + 2) / 3;\n--- after\nreturn\n");
    assertThatThrownBy(() -> new MutantCompiler().compile(broken))
        .hasMessageContaining("mutant broken is not Java");
    assertThatThrownBy(() -> Mutant.parse("empty", head)).hasMessageContaining("--- before");
    assertThatThrownBy(() -> Mutant.parse("ruleless", "file: x\n--- before\na\n--- after\nb\n"))
        .hasMessageContaining("rule");
  }

  @Test
  void layoutOfTheSourceIsNoMatter() {
    String head = "rule: C1\nfile: x\nwhat: nothing\n";
    Mutant mutant =
        Mutant.parse("m", head + "--- before\na b\n--- after\nc\n--- before\nd\n--- after\n\n");
    assertThat(mutant.applyTo("x a\n   b y d")).isEqualTo("x c y ");
  }
}

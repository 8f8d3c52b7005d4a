package org.bitcraps.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls stand, and each of them sees its own breach and no other. */
class WallsTest {

  private static JavaClasses house;

  @BeforeAll
  static void enter() {
    house = House.classes();
  }

  static List<Wall> walls() {
    return Walls.ALL;
  }

  static List<Breach> breaches() {
    return Breaches.ALL;
  }

  @ParameterizedTest
  @MethodSource("walls")
  void stands(Wall wall) {
    wall.rule().check(house);
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void exactly_one_wall_sees(Breach breach, @TempDir Path folder) {
    JavaClasses broken = House.in(List.of(breach.build(folder)));

    assertThat(walls().stream().filter(wall -> wall.rule().evaluate(broken).hasViolation()))
        .extracting(Wall::name)
        .containsExactly(breach.wall());
  }

  @Test
  void every_wall_has_a_breach() {
    assertThat(breaches().stream().map(Breach::wall).collect(Collectors.toSet()))
        .isEqualTo(walls().stream().map(Wall::name).collect(Collectors.toSet()));
  }

  @Test
  void the_rooms_that_have_classes_are_looked_at() {
    assertThat(
            Stream.of(
                "org.bitcraps.evidence.keys.Digest",
                "org.bitcraps.protocol.safety.SafetyRules",
                "org.bitcraps.crypto.BouncyScheme",
                "org.bitcraps.gateway.rest.HealthResource"))
        .allMatch(house::contain);
  }

  @Test
  void evidence_requires_nothing() throws IOException {
    assertThat(House.requiresNothing(House.evidence())).isTrue();
  }

  @Test
  void a_module_that_requires_something_is_seen(@TempDir Path folder) throws IOException {
    Path built =
        Breach.of("W1", "a module with requires", "module broken { requires java.logging; }")
            .build(folder);

    assertThat(House.requiresNothing(built)).isFalse();
  }
}

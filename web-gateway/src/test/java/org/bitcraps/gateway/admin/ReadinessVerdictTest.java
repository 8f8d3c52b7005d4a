package org.bitcraps.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessVerdictTest {

  private static ReadinessCheck check(String name, String problem) {
    return new ReadinessCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return Optional.ofNullable(problem);
      }
    };
  }

  @Test
  void one_problem_makes_the_whole_gateway_down() throws Exception {
    ReadinessVerdict verdict =
        ReadinessVerdict.of(
            List.of(check("links", "no validator reachable"), check("chain", null)));

    assertThat(verdict.up()).isFalse();
    assertThat(new ObjectMapper().writeValueAsString(verdict))
        .isEqualTo(
            """
            {"status":"DOWN","checks":[{"name":"chain","status":"UP"},\
            {"name":"links","status":"DOWN","problem":"no validator reachable"}]}\
            """);
  }

  @Test
  void all_well_is_up() {
    assertThat(ReadinessVerdict.of(List.of(check("chain", null))).up()).isTrue();
  }

  @Test
  void advice_is_said_and_keeps_nobody_away() {
    ReadinessCheck advice =
        new ReadinessCheck() {
          @Override
          public String name() {
            return "history";
          }

          @Override
          public boolean isAdvice() {
            return true;
          }

          @Override
          public Optional<String> problem() {
            return Optional.of("the database does not answer");
          }
        };
    ReadinessVerdict verdict = ReadinessVerdict.of(List.of(check("chain", null), advice));

    assertThat(verdict.up()).isTrue();
    assertThat(verdict.checks().getLast().status()).isEqualTo(ReadinessVerdict.Status.DOWN);
  }

  @Test
  void nobody_asked_is_down() {
    assertThat(ReadinessVerdict.of(List.of()).up()).isFalse();
  }
}

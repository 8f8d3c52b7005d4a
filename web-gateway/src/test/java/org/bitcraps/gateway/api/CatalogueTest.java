package org.bitcraps.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.proof.Reason;
import org.bitcraps.evidence.replay.ReplayReason;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.collection.Standstill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason that the product can answer is explained once, in the order of its enum. */
class CatalogueTest {

  private final JsonNode groups = Described.catalogue().tree().path("groups");

  static Stream<Arguments> enums() {
    return Stream.of(
        Arguments.of("problems", ProblemCode.values()),
        Arguments.of("outcomes", Outcome.values()),
        Arguments.of("refusals", Refusal.values()),
        Arguments.of("waiting", Standstill.Code.values()),
        Arguments.of("reasons", Reason.values()),
        Arguments.of("replay", ReplayReason.values()));
  }

  private JsonNode entries(String group) {
    for (JsonNode one : groups) {
      if (one.path("id").asText().equals(group)) {
        return one.path("entries");
      }
    }
    throw new AssertionError("no group " + group);
  }

  @ParameterizedTest
  @MethodSource("enums")
  void a_group_is_its_enum(String group, Enum<?>[] values) {
    List<String> codes = new ArrayList<>();
    for (JsonNode entry : entries(group)) {
      codes.add(entry.path("code").asText());
      assertThat(entry.path("means").asText()).as(entry + "").endsWith(".").hasSizeGreaterThan(10);
      assertThat(entry.path("do").asText()).as(entry + "").endsWith(".");
    }
    assertThat(codes).containsExactlyElementsOf(Arrays.stream(values).map(Enum::name).toList());
  }

  @Test
  void every_group_but_close_codes_is_an_enum() {
    assertThat(groups).hasSize((int) enums().count() + 1);
    List<String> codes = new ArrayList<>();
    entries("close-codes").forEach(entry -> codes.add(entry.path("code").asText()));
    String said =
        Described.openApi()
            .tree()
            .at("/paths/~1games~1{table}~1subscribe/get/description")
            .asText();
    assertThat(codes).isNotEmpty().allSatisfy(code -> assertThat(said).contains(code));
  }

  @Test
  void a_problem_has_the_status_title_and_type_of_its_code() {
    for (JsonNode entry : entries("problems")) {
      ProblemCode code = ProblemCode.valueOf(entry.path("code").asText());
      assertThat(entry.path("status").asInt()).isEqualTo(code.status());
      assertThat(entry.path("title").asText()).isEqualTo(code.title());
      assertThat(entry.path("type").asText()).isEqualTo(code.type());
      JsonNode example = Described.openApi().tree().at("/components/examples/" + code + "/value");
      assertThat(example.path("detail")).isEqualTo(entry.path("detail"));
    }
  }
}

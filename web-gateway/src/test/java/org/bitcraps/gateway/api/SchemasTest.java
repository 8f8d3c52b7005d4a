package org.bitcraps.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.chronicle.RevealLine;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.gateway.admission.ProblemCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The schemas are the records that Jackson writes, field by field, and the examples are theirs. */
class SchemasTest {

  private static final String SCHEMAS = "/components/schemas/";

  /** What is written from a record: the schema's name, the record's, and what is unwrapped. */
  private static final Map<String, String> RECORDS = records();

  private final Described document = Described.openApi();

  private static Map<String, String> records() {
    Map<String, String> names = new TreeMap<>();
    String rest = "org.bitcraps.gateway.rest.";
    names.put("Receipts", rest + "Receipts");
    names.put("Taken", rest + "Receipts$Line");
    names.put("Order", rest + "OrderView");
    names.put("Receipt", rest + "OrderView$ReceiptView");
    names.put("Settlement", rest + "OrderView$SettlementView");
    names.put("LiveBet", rest + "OrderView$LiveView");
    names.put("Account", rest + "AccountsResource$AccountView");
    names.put("OpenBet", rest + "AccountsResource$OpenBet");
    names.put("Game", rest + "GamesResource$Game");
    names.put("Genesis", rest + "GenesisResource$GenesisView");
    names.put("ValidatorKeys", rest + "GenesisResource$ValidatorKeys");
    names.put("GatewayKey", rest + "GenesisResource$GatewayKey");
    names.put("TableLimits", rest + "GenesisResource$TableLimits");
    names.put("Price", rest + "Prices$Price");
    names.put("Status", rest + "ConsensusResource$Status");
    names.put("Epoch", rest + "ConsensusResource$EpochView");
    names.put("Certificate", rest + "ConsensusResource$CertificateView");
    names.put("StateSnapshot", rest + "SnapshotResource$SnapshotView");
    names.put("Leaves", rest + "ConsensusResource$LeavesView");
    names.put("Vote", rest + "ConsensusResource$VoteView");
    names.put("HistoryStanding", rest + "HistoryResource$Standing");
    names.put("RoundWithReveals", rest + "HistoryResource$RoundWithReveals");
    String collection = "org.bitcraps.gateway.collection.";
    names.put("Table", collection + "TableView");
    names.put("Roll", collection + "RollView");
    names.put("Block", collection + "BlockView");
    names.put("Body", collection + "BlockView$BodyView");
    names.put("Validator", collection + "ValidatorView");
    names.put("Waiting", collection + "Standstill$Reason");
    names.put("BetLine", "org.bitcraps.evidence.bet.BetLine");
    names.put("Readiness", "org.bitcraps.gateway.admin.ReadinessVerdict");
    names.put("Check", "org.bitcraps.gateway.admin.ReadinessVerdict$Check");
    names.put("AccountLine", AccountLine.class.getName());
    names.put("RevealLine", RevealLine.class.getName());
    return names;
  }

  private static void collect(Class<?> type, Map<String, Type> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        collect((Class<?>) component.getGenericType(), into);
      } else if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
        into.put(component.getName(), component.getGenericType());
      }
    }
  }

  private JsonNode schema(String name) {
    return document.tree().at(SCHEMAS + name);
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? document.tree().at(schema.path("$ref").asText().substring(1))
        : schema;
  }

  /** The schema has the fields of the record, of its kinds, and no others. */
  private void same(String name, Map<String, Type> fields) {
    Set<String> said = new TreeSet<>();
    schema(name).path("properties").fieldNames().forEachRemaining(said::add);
    assertThat(said).as(name).isEqualTo(new TreeSet<>(fields.keySet()));
    assertThat(schema(name).path("additionalProperties").asBoolean(true)).as(name).isFalse();
    fields.forEach((field, type) -> {
      JsonNode property = resolved(schema(name).at("/properties/" + field));
      JsonNode kinds = property.path("type");
      List<String> kind = new ArrayList<>();
      if (kinds.isArray()) {
        kinds.forEach(one -> kind.add(one.asText()));
      } else {
        kind.add(kinds.asText());
      }
      assertThat(kind).as(name + "." + field + " of " + type).contains(kind(type));
    });
  }

  private static String kind(Type type) {
    Object raw = type instanceof ParameterizedType of ? of.getRawType() : type;
    if (raw == long.class || raw == int.class || raw == Long.class || raw == Integer.class) {
      return "integer";
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return "boolean";
    }
    if (raw == List.class) {
      return "array";
    }
    return raw == String.class || (raw instanceof Class<?> of && of.isEnum()) ? "string" : "object";
  }

  @TestFactory
  List<DynamicTest> every_record_that_is_written_is_its_schema() {
    return RECORDS.entrySet().stream()
        .map(pair ->
            DynamicTest.dynamicTest(
                pair.getKey(),
                () -> {
                  Map<String, Type> fields = new TreeMap<>();
                  collect(Class.forName(pair.getValue()), fields);
                  same(pair.getKey(), fields);
                }))
        .toList();
  }

  @Test
  void a_line_of_the_history_is_its_record_and_a_proof() {
    Map.of(
            "BlockLine",
            BlockLine.class,
            "RoundLine",
            RoundLine.class,
            "ReceiptLine",
            ReceiptLine.class)
        .forEach((name, type) -> {
          Map<String, Type> fields = new TreeMap<>();
          collect(type, fields);
          fields.put("proof", String.class);
          same(name, fields);
        });
  }

  private void words(String place, Enum<?>[] values) {
    List<String> said = new ArrayList<>();
    document
        .tree()
        .at(SCHEMAS + place)
        .path("enum")
        .forEach(word -> {
          if (!word.isNull()) {
            said.add(word.asText());
          }
        });
    assertThat(said)
        .as(place)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(values).map(Enum::name).toList());
  }

  @Test
  void words_are_those_of_the_code() {
    words("BetType", BetType.values());
    words("Problem/properties/code", ProblemCode.values());
    words("Receipt/properties/outcome", Outcome.values());
    words("Receipt/properties/refusal", Refusal.values());
    words("Receipt/properties/kind", OrderKind.values());
    words("ReceiptLine/properties/rule", Refusal.values());
    words("Settlement/properties/result", BetSettled.Result.values());
    words("Table/properties/phase", RoundPhase.values());
    words("Genesis/properties/flags/items", Genesis.Flag.values());
    Set<String> parameters = new TreeSet<>();
    schema("Genesis")
        .at("/properties/parameters/properties")
        .fieldNames()
        .forEachRemaining(parameters::add);
    assertThat(parameters)
        .isEqualTo(new TreeSet<>(Arrays.stream(Parameter.values()).map(Enum::name).toList()));
  }

  @Test
  void every_reference_leads_somewhere_and_every_schema_is_used() {
    Set<String> used = new TreeSet<>();
    for (JsonNode reference : document.tree().findValues("$ref")) {
      String pointer = reference.asText();
      assertThat(pointer).startsWith("#/");
      assertThat(document.tree().at(pointer.substring(1)).isMissingNode()).as(pointer).isFalse();
      used.add(pointer);
    }
    document
        .tree()
        .at("/components/schemas")
        .fieldNames()
        .forEachRemaining(name -> {
          if (!name.equals("Table")) {
            assertThat(used).contains("#" + SCHEMAS + name);
          }
        });
  }

  /** Media types of the document: where they stand, and what they say. */
  private void contents(String pointer, JsonNode node, Map<String, JsonNode> into) {
    node.properties()
        .forEach(entry -> {
          String below = pointer + "/" + entry.getKey().replace("~", "~0").replace("/", "~1");
          if (entry.getKey().equals("content")) {
            entry
                .getValue()
                .properties()
                .forEach(media ->
                    into.put(below + "/" + media.getKey().replace("/", "~1"), media.getValue()));
          } else if (entry.getValue().isObject()) {
            contents(below, entry.getValue(), into);
          }
        });
  }

  private List<JsonNode> examples(JsonNode content) {
    List<JsonNode> examples = new ArrayList<>();
    if (content.has("example")) {
      examples.add(content.path("example"));
    }
    content.path("examples").forEach(example -> examples.add(resolved(example).path("value")));
    return examples;
  }

  @TestFactory
  List<DynamicTest> every_json_has_an_example_that_is_valid() {
    Map<String, JsonNode> contents = new TreeMap<>();
    contents("", document.tree().path("paths"), contents);
    assertThat(contents).hasSizeGreaterThan(60);
    return contents.entrySet().stream()
        .filter(content -> content.getKey().endsWith("json"))
        .filter(content -> !content.getKey().contains(".json/get"))
        .map(content ->
            DynamicTest.dynamicTest(
                content.getKey(),
                () -> {
                  List<JsonNode> examples = examples(content.getValue());
                  assertThat(examples).as("there is one").isNotEmpty();
                  for (JsonNode example : examples) {
                    assertThat(document.faults("/paths" + content.getKey() + "/schema", example))
                        .isEmpty();
                  }
                }))
        .toList();
  }

  @Test
  void a_problem_that_stands_at_an_operation_has_its_status() {
    for (JsonNode path : document.tree().path("paths")) {
      for (JsonNode operation : path) {
        operation
            .path("responses")
            .properties()
            .forEach(answer ->
                answer
                    .getValue()
                    .at("/content/application~1problem+json/examples")
                    .fieldNames()
                    .forEachRemaining(code ->
                        assertThat(ProblemCode.valueOf(code).status())
                            .as(operation.path("operationId").asText() + " " + code)
                            .isEqualTo(Integer.parseInt(answer.getKey()))));
      }
    }
  }

  @Test
  void the_example_of_every_problem_is_that_problem() {
    for (ProblemCode code : ProblemCode.values()) {
      JsonNode example = document.tree().at("/components/examples/" + code + "/value");
      assertThat(example.path("code").asText()).isEqualTo(code.name());
      assertThat(example.path("status").asInt()).isEqualTo(code.status());
      assertThat(example.path("title").asText()).isEqualTo(code.title());
      assertThat(example.path("type").asText()).isEqualTo(code.type());
      assertThat(example.path("detail").asText()).isNotBlank();
    }
    assertThat(document.tree().at("/components/examples")).hasSize(ProblemCode.values().length);
  }
}

package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.Subscription;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The deployed application answers what its own description promises. */
@ExtendWith(ArquillianExtension.class)
class DescriptionIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String URN = "urn:test:openapi";
  private static final long PATIENCE_MS = 60_000;

  private static LiveTable table;
  private static SignedBet bet;
  private static JsonNode document;
  private static JsonSchemaFactory schemas;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  /** One bet that is settled and in the history: every address has something to show. */
  @BeforeAll
  static void play() throws Exception {
    table = new LiveTable();
    Guest guest = BadBets.Guests.at(table).rich();
    bet = Slip.good(table, guest).type(BetType.FIELD).signed();
    Player.await(table.client().placeBet(bet));
    String text = get("/openapi.json").body();
    document = JSON.readTree(text);
    schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(URN, text))));
    SnapshotIT.synced(table);
    long endNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!get("/history/receipts?kind=SETTLEMENT&player=" + bet.bet().key().hex())
        .body()
        .contains("\"SETTLEMENT\"")) {
      assertThat(System.nanoTime()).as("the settlement is in the history").isLessThan(endNs);
      Guest.pause();
    }
  }

  @AfterAll
  static void get_up() {
    if (table != null) {
      table.close();
    }
  }

  private static HttpRequest.Builder request(String path) {
    String server = DeployedEar.HTTP.toString().replaceAll("/$", "");
    return HttpRequest.newBuilder(URI.create(server + "/api/v1" + path));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return HTTP.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The answer is one that the operation promises, body and all. */
  private static void promised(String path, String verb, HttpResponse<String> answer)
      throws Exception {
    String operation = "/paths/" + path.replace("/", "~1") + "/" + verb;
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    String content =
        operation + "/responses/" + answer.statusCode() + "/content/" + type.replace("/", "~1");
    assertThat(document.at(content).isObject())
        .as(verb + " " + path + " promises " + answer.statusCode() + " " + type)
        .isTrue();
    if (type.endsWith("json")) {
      Set<ValidationMessage> faults =
          schemas
              .getSchema(SchemaLocation.of(URN + "#" + content + "/schema"))
              .validate(answer.body(), InputFormat.JSON);
      assertThat(faults).as(verb + " " + path + " " + answer.body()).isEmpty();
    }
  }

  /** Of the latest snapshot: it is kept until the second one after it. */
  private static String chunk() throws Exception {
    return JSON.readTree(get("/snapshot").body()).at("/chunks/0").asText();
  }

  /** The address with this test's bet in the place of its parameters. */
  private static String filled(String path) throws Exception {
    String wanted = path.equals("/games/{table}/proofs") ? "?round=" + bet.bet().round() : "";
    return path.replace("{table}", "0")
            .replace("{round}", Long.toString(bet.bet().round()))
            .replace("{sequence}", "5")
            .replace("{digest}", path.contains("{digest}") ? chunk() : "")
            .replace("{id}", bet.id().toString())
            .replace("{key}", bet.bet().key().hex())
        + wanted;
  }

  @Test
  void every_get_answers_what_is_promised() throws Exception {
    int asked = 0;
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      boolean isSocket = path.getKey().endsWith("/subscribe");
      if (path.getValue().has("get")) {
        HttpResponse<String> answer = get(filled(path.getKey()));
        assertThat(answer.statusCode())
            .as(path.getKey() + " " + answer.body())
            .isEqualTo(isSocket ? 404 : 200);
        promised(path.getKey(), "get", answer);
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(25);
  }

  @Test
  void what_is_posted_is_answered_as_promised() throws Exception {
    String bets = "/games/{table}/bets";
    promised(bets, "post", post(filled(bets), Slip.json(Slip.form(bet))));
    promised(bets, "post", post(filled(bets), "[]"));
    promised(bets, "post", post(filled(bets), "{\"chain\":1}"));
    promised("/orders", "post", post("/orders", "{\"kind\":\"GIFT\"}"));
    for (String verb : List.of("stop", "start", "pause", "start")) {
      String path = "/admin/devnet/validators/{id}/" + verb;
      promised(path, "post", post(path.replace("{id}", "3"), ""));
      promised(path, "post", post(path.replace("{id}", "77"), ""));
    }
  }

  @Test
  void what_is_not_there_is_a_problem_as_promised() throws Exception {
    Map<String, String> asked = new TreeMap<>();
    asked.put("/games/{table}", "/games/9");
    asked.put("/games/{table}/rounds/{round}/randomness", "/games/0/rounds/999999/randomness");
    asked.put("/games/{table}/proofs", "/games/0/proofs");
    asked.put("/games/{table}/bets/{id}", "/games/0/bets/" + "0".repeat(64));
    asked.put("/games/{table}/bets/{id}/proof", "/games/0/bets/xyz/proof");
    asked.put("/orders/{id}", "/orders/" + "0".repeat(64));
    asked.put("/accounts/{key}", "/accounts/AB");
    asked.put("/consensus/blocks", "/consensus/blocks?from=0");
    asked.put("/consensus/blocks/{sequence}", "/consensus/blocks/99999999");
    asked.put("/consensus/blocks/{sequence}/leaves", "/consensus/blocks/99999999/leaves");
    asked.put("/consensus/qc/{sequence}", "/consensus/qc/x");
    asked.put("/snapshot/chunks/{digest}", "/snapshot/chunks/xyz");
    asked.put("/history/accounts/{key}", "/history/accounts/" + "0".repeat(64));
    asked.put("/history/rounds", "/history/rounds?limit=0");
    for (Map.Entry<String, String> one : asked.entrySet()) {
      HttpResponse<String> answer = get(one.getValue());
      assertThat(answer.statusCode()).as(one.getValue()).isBetween(400, 404);
      promised(one.getKey(), "get", answer);
    }
  }

  @Test
  void lists_of_the_history_know_exactly_the_filters_that_are_described() throws Exception {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      Set<String> said = new TreeSet<>();
      path.getValue()
          .at("/get/parameters")
          .forEach(parameter -> {
            JsonNode real =
                parameter.has("$ref")
                    ? document.at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            if (real.path("in").asText().equals("query")) {
              said.add(real.path("name").asText());
            }
          });
      if (path.getKey().startsWith("/history") && !said.isEmpty()) {
        JsonNode problem = JSON.readTree(get(filled(path.getKey()) + "?nonsense=1").body());
        String known = problem.path("detail").asText();
        assertThat(known).startsWith("this list knows ");
        assertThat(new TreeSet<>(List.of(known.substring("this list knows ".length()).split(", "))))
            .as(path.getKey())
            .isEqualTo(said);
      }
    }
  }

  @Test
  void pages_to_read_it_are_served_under_the_policy_of_the_site() throws Exception {
    String server = DeployedEar.HTTP.toString().replaceAll("/$", "");
    for (String page : List.of("/docs/", "/docs/problems.html", "/docs/reference.css")) {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(server + page)).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).as(page).hasValue("no-store");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "style-src 'self'");
      assertThat(answer.body()).contains(page.endsWith("css") ? "--ground" : "HOUSE_LIMIT");
    }
  }

  @Test
  void frames_of_the_socket_are_those_of_the_schema() throws Exception {
    String text = get("/websocket.schema.json").body();
    LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    List<JsonNode> seen = new ArrayList<>();
    Subscription feed = table.client().subscribe(LiveTable.ID, OptionalLong.empty(), frames::add);
    try {
      long endNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
      boolean dice = false;
      while (!dice) {
        assertThat(System.nanoTime()).as("dice are thrown").isLessThan(endNs);
        JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        seen.add(frame);
        dice = frame.has("roll");
      }
    } finally {
      feed.close();
    }
    var schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
    for (JsonNode frame : seen) {
      assertThat(schema.validate(frame.toString(), InputFormat.JSON))
          .as(frame.toString())
          .isEmpty();
    }
  }
}

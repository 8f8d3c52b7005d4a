package org.bitcraps.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bitcraps.client.sdk.Player;
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

/** The readable history of the deployed application, over HTTP. */
@ExtendWith(ArquillianExtension.class)
class HistoryIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE =
      Path.of(System.getProperty("bitcraps.root")).resolve("docs/history.md");
  private static final long PATIENCE_MS = 60_000;

  private static LiveTable table;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
  }

  @AfterAll
  static void get_up() {
    if (table != null) {
      table.close();
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create(DeployedEar.HTTP.toString().replaceAll("/$", "") + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    long endNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (true) {
      JsonNode answer = JSON.readTree(get(path).body());
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as("patience, at last " + answer).isLessThan(endNs);
      Thread.sleep(200);
    }
  }

  @Test
  void a_bet_is_found_settled_and_its_proof_is_where_the_line_says() throws Exception {
    Guest guest = BadBets.Guests.at(table).rich();
    SignedBet bet = Slip.good(table, guest).type(BetType.FIELD).signed();
    Player.await(table.client().placeBet(bet));
    String key = bet.bet().key().hex();
    String statement = "/api/v1/history/accounts/" + key + "/statement?order=oldest";
    JsonNode lines =
        await(
                statement,
                answer -> answer.path("lines").findValuesAsText("kind").contains("SETTLEMENT"))
            .path("lines");
    long balance = 0;
    for (JsonNode line : lines) {
      balance += line.path("change").asLong();
      assertThat(line.path("balance").asLong()).isEqualTo(balance);
    }
    JsonNode settled =
        json("/api/v1/history/receipts?kind=SETTLEMENT&type=FIELD&player=" + key)
            .path("lines")
            .path(0);
    assertThat(settled.path("order").asText()).isEqualTo(bet.id().toString());
    assertThat(settled.path("outcome").asText()).isIn("WON", "LOST");
    assertThat(json(settled.path("proof").asText()).isObject()).isTrue();
    JsonNode round = json("/api/v1/history/rounds/0/" + settled.path("round").asLong());
    assertThat(round.path("sequence")).isEqualTo(settled.path("sequence"));
    assertThat(round.path("reveals")).hasSize(4);
    assertThat(json("/api/v1/history/accounts/" + key).path("lines").asInt())
        .isGreaterThanOrEqualTo(lines.size());
  }

  @Test
  void rebuilt_over_http_the_old_lines_are_the_same() throws Exception {
    await("/api/v1/history", standing -> standing.path("lastBlock").asLong() > 10);
    String old = "/api/v1/history/blocks?order=oldest&limit=10&format=csv";
    String receipts = "/api/v1/history/receipts?toSequence=10&order=oldest&format=csv";
    String before = get(old).body() + get(receipts).body();
    JsonNode answer = Player.await(table.client().rebuildHistory());
    assertThat(answer.path("answer").asText()).isEqualTo("REBUILDING");
    await(
        "/api/v1/history",
        standing ->
            standing.path("state").asText().equals("FOLLOWING")
                && standing.path("lastBlock").asLong() > 10);
    assertThat(get(old).body() + get(receipts).body()).isEqualTo(before);
  }

  @Test
  void every_example_of_the_page_works() throws Exception {
    await("/api/v1/history", standing -> standing.path("lastBlock").asLong() > 0);
    Pattern example = Pattern.compile("curl '?http://127.0.0.1:8080([^' ]+)'?");
    List<String> paths = new ArrayList<>();
    for (MatchResult found : example.matcher(Files.readString(PAGE)).results().toList()) {
      paths.add(found.group(1));
    }
    assertThat(paths).hasSizeGreaterThanOrEqualTo(3);
    for (String path : paths) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith(path.contains("format=csv") ? "text/csv" : "application/json");
    }
  }

  @Test
  void what_a_list_does_not_know_is_named() throws Exception {
    HttpResponse<String> answer = get("/api/v1/history/rounds?tabel=0");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("field").asText()).isEqualTo("tabel");
  }
}

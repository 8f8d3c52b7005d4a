package org.bitcraps.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bitcraps.client.sdk.BetStatus.State;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input is a problem that names its field, over HTTP, and nothing else happens. */
@ExtendWith(ArquillianExtension.class)
class BadInputIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BETS = "/api/v1/games/0/bets";

  private static LiveTable table;
  private static BadBets.Guests guests;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
    guests = BadBets.Guests.at(table);
  }

  /** After all the nonsense a good bet is taken, under the nonce that the bad ones have used. */
  @AfterAll
  static void the_chain_has_gone_on() {
    if (guests == null) {
      return;
    }
    try (LiveTable closing = table) {
      SignedBet bet = Slip.good(closing, guests.rich()).signed();
      assertThat(bet.bet().nonce()).isEqualTo(guests.nonce());
      closing.client().placeBet(bet).join();
      assertThat(guests.rich().answer(bet.id()).state()).isIn(State.PLACED, State.DECIDED);
    }
  }

  static Stream<BadBets.Row> rows() {
    return BadBets.rows();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void is_refused_by_name_and_nothing_else_happens(BadBets.Row row) throws Exception {
    String body = row.body().of(table, guests);
    List<JsonNode> before = accounts();

    problem(post(row.path(), body), row.status(), row.code(), row.field());

    assertThat(accounts()).as(row.name()).isEqualTo(before);
  }

  @Test
  void the_same_bytes_again_get_the_first_receipt_and_other_bytes_a_conflict() throws Exception {
    Guest guest = Guest.funded(table);
    table.openRound(Duration.ofSeconds(2));
    Slip slip = Slip.good(table, guest);
    String bytes = Slip.json(slip.form());
    String id = slip.signed().id().toString();

    assertThat(receipt(post(BETS, bytes))).isEqualTo("ACCEPTED " + id);
    assertThat(receipt(post(BETS, bytes))).isEqualTo("DUPLICATE " + id);
    assertThat(guest.answer(slip.signed().id()).state()).isEqualTo(State.PLACED);
    JsonNode placed = account(guest);
    assertThat(placed.path("openBets")).hasSize(1);
    assertThat(receipt(post(BETS, bytes))).isEqualTo("DUPLICATE " + id);
    problem(
        post(BETS, Slip.json(slip.amount(2 * Guest.CHIP).form())), 409, "NONCE_REUSED", "nonce");

    assertThat(account(guest)).isEqualTo(placed);
  }

  private static String receipt(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode receipts = JSON.readTree(answer.body()).path("receipts");
    assertThat(receipts).hasSize(1);
    return receipts.get(0).path("status").asText() + " " + receipts.get(0).path("id").asText();
  }

  @Test
  void the_bank_covers_the_largest_win_or_refuses() throws Exception {
    assertThat(table.genesis().tables().get(0).bankroll())
        .as("bitcraps.genesis.bankroll in arquillian.xml")
        .isEqualTo(2_000 * Guest.CHIP);
    String uncovered =
        Slip.json(
            Slip.good(table, guests.rich()).type(BetType.BOXCARS).amount(100 * Guest.CHIP).form());

    List<JsonNode> before = accounts();
    HttpResponse<String> answer = post(BETS, uncovered);

    problem(answer, 409, "HOUSE_LIMIT", "amount");
    assertThat(JSON.readTree(answer.body()).path("detail").asText())
        .contains("could win " + 30 * 100 * Guest.CHIP);
    assertThat(accounts()).isEqualTo(before);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(DeployedEar.HTTP.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private static void problem(HttpResponse<String> answer, int status, String code, String field)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("code").asText()).as(answer.body()).isEqualTo(code);
    assertThat(problem.path("field").asText("")).as(answer.body()).isEqualTo(field);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText())
        .isEqualTo("urn:bitcraps:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    assertThat(problem.path("title").asText()).isNotBlank();
    assertThat(problem.path("detail").asText()).isNotBlank().hasSizeLessThan(300);
  }

  private static List<JsonNode> accounts() throws Exception {
    return List.of(account(guests.rich()), account(guests.poor()), account(guests.unknown()));
  }

  /** All that the gateway says of it, but not of which block it is the state after. */
  private static JsonNode account(Guest guest) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(
                    DeployedEar.HTTP.resolve("/api/v1/accounts/" + guest.key().publicKey().hex()))
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ObjectNode account = (ObjectNode) JSON.readTree(answer.body());
    account.remove("sequence");
    return account;
  }
}

package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One table of one gateway, or of the bare stack, over HTTP. Answers are JSON trees. */
final class Table implements AutoCloseable {

  /** Status and body of an answer. */
  record Answer(int status, JsonNode body) {}

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final int table;

  /**
   * That table.
   *
   * @param url without a path, or with the context of the bare stack
   */
  Table(String url, int table) {
    this.url = url + "/api/v1";
    this.table = table;
  }

  /** Whether the gateway follows its chain; not, as long as nobody answers. */
  boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  String chain() throws InterruptedException {
    return get("/genesis").body().path("chain").asText();
  }

  JsonNode state() throws InterruptedException {
    return get("/games/" + table).body();
  }

  /** What the gateway and its server say of the validators. */
  JsonNode status() throws InterruptedException {
    return get("/consensus/status").body();
  }

  /**
   * Does something to a validator of a devnet.
   *
   * @param what stop, pause or start
   * @throws IllegalStateException if that changed nothing
   */
  void control(int validator, String what) {
    Answer answer = post("/admin/devnet/validators/" + validator + "/" + what, "", "").join();
    if (answer.status() != 200 || !answer.body().path("answer").asText().equals("DONE")) {
      throw new IllegalStateException(what + " " + validator + ": " + answer);
    }
  }

  boolean hasAccount(String key) throws InterruptedException {
    return get("/accounts/" + key).status() == 200;
  }

  /** Where a bet stands: PENDING, PLACED, REFUSED, DECIDED, or UNKNOWN. */
  String bet(String id) throws InterruptedException {
    return get("/games/" + table + "/bets/" + id).body().path("state").asText("UNKNOWN");
  }

  CompletableFuture<Answer> postOrders(String body) {
    return post("/orders", "", body);
  }

  /**
   * Bets of one request; {@code lastId} names them to the bare stack, which computes no identity.
   */
  CompletableFuture<Answer> postBets(String lastId, String body) {
    return post("/games/" + table + "/bets", lastId, body);
  }

  private CompletableFuture<Answer> post(String path, String lastId, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Bet-Id", lastId)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(response -> new Answer(response.statusCode(), tree(response.body())));
  }

  private Answer get(String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30)).build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), tree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private JsonNode tree(byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}

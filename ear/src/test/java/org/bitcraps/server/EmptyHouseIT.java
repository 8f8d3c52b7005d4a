package org.bitcraps.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The EAR boots, answers over HTTP and WebSocket, and has nothing to complain about. */
@ExtendWith(ArquillianExtension.class)
class EmptyHouseIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  private static HttpResponse<String> get(URI base, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString(UTF_8));
  }

  @Test
  void the_gateway_says_that_it_is_ready() throws Exception {
    HttpResponse<String> answer = get(DeployedEar.HTTP, "/api/v1/health/ready");
    for (int i = 0; i < 100 && answer.statusCode() == 503; i++) {
      Thread.sleep(200);
      answer = get(DeployedEar.HTTP, "/api/v1/health/ready");
    }

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"UP\",\"checks\":[{\"name\":\"chain\",\"status\":\"UP\"},"
                + "{\"name\":\"history\",\"status\":\"UP\"}]}");
  }

  @Test
  void the_management_port_shows_health_and_metrics() throws Exception {
    HttpResponse<String> health = get(DeployedEar.MANAGEMENT, "/health/ready");
    HttpResponse<String> metrics = get(DeployedEar.MANAGEMENT, "/metrics");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"bitcraps.ear\":\"OK\"");
    assertThat(health.body())
        .contains(
            "{\"name\":\"validators\",\"status\":\"UP\",\"data\":{\"validator-0\":\"UP\","
                + "\"validator-1\":\"UP\",\"validator-2\":\"UP\",\"validator-3\":\"UP\",\"views\":\"");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void the_log_is_there_for_machines_too() throws Exception {
    List<String> messages = new ArrayList<>();
    for (String line : ServerLog.json()) {
      JsonNode event = JSON.readTree(line);
      assertThat(event.path("timestamp").asText()).as(line).isNotEmpty();
      assertThat(event.path("level").asText()).as(line).isNotEmpty();
      assertThat(event.path("loggerName").asText()).as(line).isNotEmpty();
      messages.add(event.path("message").asText());
    }
    assertThat(messages).anyMatch(message -> message.matches("chain [0-9a-f]{8,} in .*"));
  }

  @Test
  void only_the_gateway_answers_on_the_players_port() throws Exception {
    assertThat(get(DeployedEar.HTTP, "/wildfly-services/ejb/v1/open").statusCode()).isEqualTo(404);
    assertThat(get(DeployedEar.HTTP, "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(DeployedEar.HTTP, "/nothing-here").statusCode()).isEqualTo(404);
  }

  @Test
  void a_subscriber_gets_a_snapshot_then_blocks_and_its_pings_are_answered() throws Exception {
    Frames frames = new Frames();
    TextFeed feed = connect("0", frames);

    assertThat(frames.next()).startsWith("{\"type\":\"snapshot\",\"n\":");
    frames.until("{\"type\":\"status\""); // A block may be certified between the two.
    feed.send("{\"type\":\"ping\"}");
    frames.until("{\"type\":\"pong\",\"timeMs\":");
    frames.until("{\"type\":\"block\",\"n\":");
    feed.leave();
  }

  @Test
  void a_subscriber_that_talks_nonsense_is_told_why_and_closed() throws Exception {
    Frames frames = new Frames();
    TextFeed feed = connect("0", frames);
    assertThat(frames.next()).contains("snapshot");

    feed.send("{\"type\":\"roll\"}");

    frames.until("closed 1008 unknown type");
  }

  @Test
  void who_subscribes_to_no_table_is_told_so() throws Exception {
    Frames frames = new Frames();
    connect("craps-1", frames);

    assertThat(frames.next()).isEqualTo("closed 1008 no such table");
  }

  @Test
  void what_the_gateway_refuses_it_refuses_as_a_problem_document() throws Exception {
    problem("GET", "/api/v1/nothing", "", "", 404);
    problem("GET", "/nothing", "", "", 404);
    problem("GET", "/api/v1/games/9", "", "", 404);
    problem("DELETE", "/api/v1/games", "", "", 405);
    problem("POST", "/api/v1/games/0/bets", "text/plain", "{}", 415);
    problem("POST", "/api/v1/games/0/bets", "application/json", "{}", 400);
    problem("POST", "/api/v1/games/0/bets", "application/json", "[".repeat(10_000), 400);
    problem("POST", "/api/v1/games/0/bets", "application/json", " ".repeat(10 << 20), 413);
    problem("POST", "/api/v1/admin/devnet/validators/9/stop", "", "", 404);
  }

  private static void problem(String method, String path, String type, String body, int status)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(DeployedEar.HTTP.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    assertThat(answer.body()).contains("\"type\":\"urn:bitcraps:problem:");
  }

  @Test
  void boot_and_deployment_leave_no_complaint_in_the_log() throws Exception {
    List<String> log = ServerLog.lines();

    assertThat(log).anyMatch(line -> line.contains("WFLYSRV0025"));
    assertThat(log).anyMatch(line -> line.contains("WFLYSRV0010"));
    assertThat(ServerLog.complaints()).isEmpty();
  }

  private static TextFeed connect(String table, Frames frames) {
    return TextFeed.open(
        HTTP, DeployedEar.WEB_SOCKET.resolve("/api/v1/games/" + table + "/subscribe"), frames);
  }

  /** What a client sees, one text per frame. */
  private static final class Frames implements TextFeed.Reader {

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Override
    public void text(String text) {
      seen.add(text);
    }

    @Override
    public void closed(int code, String reason) {
      seen.add("closed " + code + " " + reason);
    }

    @Override
    public void failed(Throwable failure) {
      seen.add("failed: " + failure);
    }

    /** Reads on until a frame begins so. */
    void until(String begin) throws InterruptedException {
      String frame = next();
      while (!frame.startsWith(begin)) {
        frame = next();
      }
    }

    String next() throws InterruptedException {
      String frame = seen.poll(10, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within ten seconds").isNotNull().doesNotStartWith("failed");
      return frame;
    }
  }
}

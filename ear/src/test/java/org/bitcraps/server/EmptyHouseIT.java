package org.bitcraps.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The EAR boots, answers over HTTP and WebSocket, and has nothing to complain about. */
@ExtendWith(ArquillianExtension.class)
class EmptyHouseIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern COMPLAINT = Pattern.compile("^\\S+ \\S+ (WARN|ERROR|FATAL) .*");

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

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"deployment\",\"status\":\"UP\"}]}");
  }

  @Test
  void the_management_port_shows_health_and_metrics() throws Exception {
    HttpResponse<String> health = get(DeployedEar.MANAGEMENT, "/health/ready");
    HttpResponse<String> metrics = get(DeployedEar.MANAGEMENT, "/metrics");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"bitcraps.ear\":\"OK\"");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void only_the_gateway_answers_on_the_players_port() throws Exception {
    assertThat(get(DeployedEar.HTTP, "/wildfly-services/ejb/v1/open").statusCode()).isEqualTo(404);
    assertThat(get(DeployedEar.HTTP, "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(DeployedEar.HTTP, "/nothing-here").statusCode()).isEqualTo(404);
  }

  @Test
  void a_subscriber_is_greeted_and_its_pings_are_answered_in_order() throws Exception {
    Frames frames = new Frames();
    WebSocket socket = connect("craps-1", frames);

    assertThat(frames.next())
        .isEqualTo("{\"type\":\"hello\",\"seq\":0,\"game\":\"craps-1\",\"idleMs\":60000}");
    socket.sendText("{\"type\":\"ping\"}", true).join();
    assertThat(frames.next()).isEqualTo("{\"type\":\"pong\",\"seq\":1}");
    socket.sendText("{\"type\":\"ping\"}", true).join();
    assertThat(frames.next()).isEqualTo("{\"type\":\"pong\",\"seq\":2}");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Test
  void a_subscriber_that_talks_nonsense_is_told_why_and_closed() throws Exception {
    Frames frames = new Frames();
    WebSocket socket = connect("craps-1", frames);
    assertThat(frames.next()).contains("hello");

    socket.sendText("{\"type\":\"roll\"}", true).join();

    assertThat(frames.next()).isEqualTo("closed 1008 unknown type");
  }

  @Test
  void boot_and_deployment_leave_no_complaint_in_the_log() throws Exception {
    List<String> log = Files.readAllLines(DeployedEar.serverLog());

    assertThat(log).anyMatch(line -> line.contains("WFLYSRV0025"));
    assertThat(log).anyMatch(line -> line.contains("WFLYSRV0010"));
    assertThat(log).noneMatch(COMPLAINT.asMatchPredicate());
  }

  private static WebSocket connect(String table, Frames frames) throws Exception {
    return HTTP.newWebSocketBuilder()
        .buildAsync(DeployedEar.WEB_SOCKET.resolve("/api/v1/games/" + table + "/subscribe"), frames)
        .get(10, TimeUnit.SECONDS);
  }

  /** What a client sees, one text per frame. */
  private static final class Frames implements WebSocket.Listener {

    private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(16);

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      seen.add(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      seen.add("closed " + status + " " + reason);
      return null;
    }

    String next() throws InterruptedException {
      String frame = seen.poll(10, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within ten seconds").isNotNull();
      return frame;
    }
  }
}

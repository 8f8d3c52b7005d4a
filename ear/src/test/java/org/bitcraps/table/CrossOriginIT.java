package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page of another site may do with the deployed application: read, and post what is signed;
 * nothing under {@code /admin}. Asked on a bare socket, because clients keep Origin and Host to
 * themselves.
 */
@ExtendWith(ArquillianExtension.class)
class CrossOriginIT {

  private static final String PAGE = "https://stranger.example";
  private static final String ALLOW = "access-control-allow-";

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  /** Status line and headers in lower case. */
  private static List<String> ask(String method, String path, String... headers)
      throws IOException {
    URI server = DeployedEar.HTTP;
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append("/api/v1").append(path).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(server.getHost()).append(':').append(server.getPort());
    request.append("\r\nConnection: close\r\nContent-Length: 0\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("\r\n");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      List<String> lines = new ArrayList<>();
      for (String line : answer.substring(0, answer.indexOf("\r\n\r\n")).split("\r\n", -1)) {
        lines.add(line.toLowerCase(java.util.Locale.ROOT));
      }
      return lines;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/games",
        "/genesis",
        "/consensus/status",
        "/games/99",
        "/nowhere",
        "/health/ready"
      })
  void an_answer_may_be_read_by_all_pages_problems_too(String path) throws Exception {
    List<String> answer = ask("GET", path, "Origin: " + PAGE);
    assertThat(answer).contains(ALLOW + "origin: *");
    assertThat(answer).noneMatch(line -> line.startsWith(ALLOW + "credentials"));
  }

  @Test
  void a_browser_that_asks_first_may_post_a_bet() throws Exception {
    List<String> answer =
        ask(
            "OPTIONS",
            "/games/0/bets",
            "Origin: " + PAGE,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type");
    assertThat(answer.getFirst()).contains(" 204");
    assertThat(answer)
        .contains(
            ALLOW + "origin: *",
            ALLOW + "methods: get, head, post",
            ALLOW + "headers: content-type");
    assertThat(ask("POST", "/games/0/bets", "Origin: " + PAGE, "Content-Type: application/json"))
        .contains(ALLOW + "origin: *");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/history/rebuild", "/admin/devnet/validators/3/stop", "//admin/history/rebuild",
        "/%61dmin/history/rebuild", "/admin;a=b/history/rebuild", "/games/../admin/history/rebuild"
      })
  void nothing_under_admin_is_for_a_page_of_another_site(String path) throws Exception {
    for (String origin : List.of(PAGE, "null")) {
      List<String> first =
          ask("OPTIONS", path, "Origin: " + origin, "Access-Control-Request-Method: POST");
      assertThat(first).noneMatch(line -> line.startsWith("access-control-"));
      List<String> answer = ask("POST", path, "Origin: " + origin);
      assertThat(answer.getFirst()).containsPattern(" (40[034])");
      assertThat(answer).noneMatch(line -> line.startsWith("access-control-"));
    }
  }

  @Test
  void who_is_no_page_of_another_site_is_not_asked_where_it_comes_from() throws Exception {
    String own = "Origin: http://" + DeployedEar.HTTP.getHost() + ":" + DeployedEar.HTTP.getPort();
    String start = "/admin/devnet/validators/3/start";
    assertThat(ask("POST", start, own).getFirst()).contains(" 200");
    assertThat(ask("POST", start).getFirst()).contains(" 200");
    assertThat(ask("GET", "/games")).noneMatch(line -> line.startsWith("access-control-"));
  }
}

package org.bitcraps.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the pages of two other sites get to see in a browser, when one of them is named. */
@ExtendWith(ArquillianExtension.class)
class OtherSitesIT {

  private static final String EAR = "ear";
  private static final String KEY = "bitcraps.gateway.cors-origins";

  /** Status and text of an answer, or what the browser says instead. */
  private static final String ASK =
      """
      async ([url, options]) => {
        try {
          const answer = await fetch(url, options);
          return `${answer.status} ${await answer.text()}`;
        } catch (e) {
          return String(e);
        }
      }
      """;

  @ArquillianResource private Deployer deployer;
  @ArquillianResource private ManagementClient management;

  @Deployment(name = EAR, managed = false, testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  /** A site with one page. */
  private record Site(HttpServer server) implements AutoCloseable {

    static Site open() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] page =
                "<!doctype html><title>Another site</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
          });
      server.start();
      return new Site(server);
    }

    String origin() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void a_page_reads_where_its_site_is_named_and_never_under_admin() throws Exception {
    try (Site friend = Site.open();
        Site stranger = Site.open()) {
      property("add", friend.origin());
      try {
        deployer.deploy(EAR);
        visit(friend, stranger);
      } finally {
        deployer.undeploy(EAR);
        property("remove", null);
      }
    }
  }

  private void visit(Site friend, Site stranger) {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      page.navigate(friend.origin());
      assertThat(ask(page, "/consensus/status", "{}"))
          .startsWith("200 {")
          .contains("\"validators\"");
      assertThat(ask(page, "/games/99", "{}")).startsWith("404 {");
      assertThat(
              ask(
                  page,
                  "/games/0/bets",
                  "{\"method\":\"POST\",\"body\":\"[]\",\"headers\":{\"Content-Type\":\"application/json\"}}"))
          .as("a browser asks first, then posts")
          .startsWith("400 {");
      assertThat(ask(page, "/admin/devnet/validators/3/start", "{\"method\":\"POST\"}"))
          .isEqualTo(REFUSED);
      page.navigate(stranger.origin());
      assertThat(ask(page, "/consensus/status", "{}")).isEqualTo(REFUSED);
      assertThat(ask(page, "/games/0/bets", "{\"method\":\"POST\",\"body\":\"[]\"}"))
          .isEqualTo(REFUSED);
      assertThat(visit.complaints).anyMatch(said -> said.contains("blocked by CORS policy"));
    }
  }

  private static final String REFUSED = "TypeError: Failed to fetch";

  private static String ask(Page page, String path, String options) {
    return (String)
        page.evaluate(
            "([url, options]) => (" + ASK.strip() + ")([url, JSON.parse(options)])",
            List.of(DeployedEar.HTTP.resolve("/api/v1" + path).toString(), options));
  }

  private void property(String operation, String value) throws IOException {
    ModelNode change = new ModelNode();
    change.get("operation").set(operation);
    change.get("address").add("system-property", KEY);
    if (value != null) {
      change.get("value").set(value);
    }
    ModelNode answer = management.getControllerClient().execute(change);
    assertThat(answer.get("outcome").asString()).as(answer.toString()).isEqualTo("success");
  }
}

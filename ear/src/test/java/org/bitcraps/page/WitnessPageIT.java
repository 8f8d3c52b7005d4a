package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another gateway is asked for the blocks of a proof; what it is, this test says each time. */
@ExtendWith(ArquillianExtension.class)
class WitnessPageIT {

  private static final String WITNESS = "http://witness.example";

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void another_gateway_says_whether_its_table_is_the_same() {
    AtomicReference<Consumer<Route>> witness = new AtomicReference<>(WitnessPageIT::honest);
    // The policy of this server's page lets it ask nobody: HeadersFilterTest has what one with
    // witnesses says.
    try (Visit visit = new Visit(new NewContextOptions().setBypassCSP(true))) {
      Page page = visit.page;
      page.route(
          "**/consensus/witnesses",
          route ->
              route.fulfill(new FulfillOptions().setBody("{\"witnesses\":[\"" + WITNESS + "\"]}")));
      page.route(WITNESS + "/**", route -> witness.get().accept(route));
      page.reload();
      visit.takeChips();
      visit.bet("FIELD");
      visit.awaitVerified();

      Locator word = page.locator("#witnesses li");
      show(page);
      assertThat(word)
          .hasText(
              WITNESS + " shows the same certified blocks: 3 of the 3 that this proof rests on.");
      witness.set(route -> answer(route, "{\"bytes\":\"00\"}"));
      show(page);
      assertThat(word).containsText("that its validators did not certify");
      witness.set(Route::abort);
      show(page);
      assertThat(word).containsText("did not answer");
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
      assertThat(page.locator("#mismatch")).isHidden();
      assertThat(visit.complaints)
          .as("what the console says")
          .allMatch(line -> line.contains("net::ERR_FAILED"));
    }
  }

  private static void show(Page page) {
    if (page.locator("#proof[open]").count() > 0) {
      page.locator("#close-proof").click();
    }
    page.locator("#own-past button").click();
  }

  /** The same table: what our own gateway says. */
  private static void honest(Route route) {
    String path = URI.create(route.request().url()).getPath();
    String own = DeployedEar.HTTP.resolve(path).toString();
    answer(route, route.fetch(new Route.FetchOptions().setUrl(own)).text());
  }

  private static void answer(Route route, String body) {
    route.fulfill(
        new FulfillOptions()
            .setBody(body)
            .setHeaders(
                Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "application/json")));
  }
}

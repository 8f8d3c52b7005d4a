package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A player opens the URL of a running table, and it lives. */
@ExtendWith(ArquillianExtension.class)
class PageIT {

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void the_page_is_live_and_rounds_go_on() {
    List<String> requests = new ArrayList<>();
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      visit.context.onRequest(request -> requests.add(request.url()));
      page.onWebSocket(socket -> requests.add(socket.url()));
      page.reload();
      assertThat(page.locator("#link"))
          .hasText("live", new HasTextOptions().setTimeout(Visit.PATIENCE_MS));
      long first = round(page);
      page.waitForCondition(
          () -> round(page) > first, new WaitForConditionOptions().setTimeout(Visit.PATIENCE_MS));
      page.waitForCondition(
          () -> page.locator("#rolls li").count() > 0,
          new WaitForConditionOptions().setTimeout(Visit.PATIENCE_MS));

      assertThat(page.locator("#dice circle").count()).isBetween(2, 12);
      assertThat(page.locator("#block-lines .signed").count()).isGreaterThanOrEqualTo(3);
      assertThat(page.locator("#view")).containsText("4 of 4 up");
      assertThat(page.locator("#genesis").getAttribute("title")).matches("[0-9a-f]{64}");
      assertThat(visit.complaints).isEmpty();
    }
    assertThat(requests)
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(url ->
            url.startsWith(DeployedEar.HTTP + "/") || url.startsWith(DeployedEar.WEB_SOCKET + "/"));
  }

  @Test
  void a_player_makes_a_key_bets_and_is_paid() {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      visit.takeChips();
      assertThat(page.locator("#public-key")).hasText(Pattern.compile("[0-9a-f]{16}…"));
      assertThat(page.locator("#unsaved")).isHidden();

      String rules =
          visit.context.request().get(DeployedEar.HTTP.resolve("/api/v1/rules").toString()).text();
      assertThat(
              rules
                  .lines()
                  .filter(line -> line.startsWith("bet "))
                  .map(line -> line.substring(4, line.indexOf(' ', 4))))
          .as("every bet of the rules lies on the felt, once")
          .containsExactlyInAnyOrderElementsOf(
              page.locator("[data-bet]").all().stream()
                  .map(b -> b.getAttribute("data-bet"))
                  .toList());

      Locator field = page.locator("[data-bet=FIELD]");
      field.click();
      field.click();
      page.locator("#undo").click();
      assertThat(page.locator("#about"))
          .containsText("Field pays up to 3 to 1. House edge 1/36 (2.78 %)");
      assertThat(page.locator("#place")).hasText("Place 1 bet, 1 chip");
      page.locator("#place")
          .click(new ClickOptions().setTimeout(Visit.PATIENCE_MS)); // When betting opens.
      assertThat(page.locator("#own-past .result"))
          .hasText(Pattern.compile("1 lost|1 \\+ [123] won = [234]"), Visit.within());
      String result = page.locator("#own-past .result").textContent();
      assertThat(page.locator("#balance"))
          .hasText(result.equals("1 lost") ? "999" : "1,00" + result.charAt(4), Visit.within());

      visit.awaitVerified();
      page.locator("#own-past button").click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", Visit.within());
      assertThat(page.locator("#proof .tick.failed")).hasCount(0);
      assertThat(page.locator("#mismatch")).isHidden();
      page.locator("#close-proof").click();
      page.locator("#rolls button").nth(1).click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", Visit.within());
      page.locator("#close-proof").click();

      // A gateway that lies is found out, and said so aloud.
      page.route(
          "**/proof",
          route -> {
            String text = route.fetch().text();
            String member = "\"payloadHash\":\"";
            int at = text.indexOf(member) + member.length();
            char other = text.charAt(at) == '0' ? '1' : '0';
            route.fulfill(
                new FulfillOptions()
                    .setBody(text.substring(0, at) + other + text.substring(at + 1)));
          });
      page.locator("#own-past button").click();
      assertThat(page.locator("#proof .verdict-detail"))
          .containsText(
              "BATCH_NOT_IN_BLOCK", new ContainsTextOptions().setTimeout(Visit.PATIENCE_MS));
      page.locator("#close-proof").click();
      assertThat(page.locator("#mismatch")).containsText("A proof does not hold.");

      page.reload();
      assertThat(page.locator("#own-past .result")).hasText(result, Visit.within());
      assertThat(visit.complaints).isEmpty();
    }
  }

  @Test
  void a_visitor_stops_validators_and_is_told_why_nothing_moves() {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      assertThat(page.locator("#view")).containsText("4 of 4 up", told());
      try {
        press(page, "stop", 0);
        assertThat(page.locator("#view")).containsText("3 of 4 up", told());
        long round = round(page);
        page.waitForCondition(
            () -> round(page) > round, new WaitForConditionOptions().setTimeout(Visit.PATIENCE_MS));
        press(page, "stop", 2);
        assertThat(page.locator("#waiting"))
            .containsText("2 of 4 validators are up, 3 must agree", told());
      } finally {
        press(page, "start", 0);
        press(page, "start", 2);
      }
      assertThat(page.locator("#view")).containsText("4 of 4 up", told());
      long round = round(page);
      page.waitForCondition(
          () -> round(page) > round, new WaitForConditionOptions().setTimeout(Visit.PATIENCE_MS));
      assertThat(page.locator("#waiting")).isHidden();
      assertThat(visit.complaints).isEmpty();
    }
  }

  private static void press(Page page, String what, int validator) {
    page.locator("#validator-list button[name=" + what + "][value='" + validator + "']")
        .click(new ClickOptions().setTimeout(Visit.PATIENCE_MS));
  }

  private static ContainsTextOptions told() {
    return new ContainsTextOptions().setTimeout(Visit.PATIENCE_MS);
  }

  /** 0 before the first one. */
  private static long round(Page page) {
    String text = page.locator("#round-number").textContent();
    return text.matches("\\d+") ? Long.parseLong(text) : 0;
  }
}

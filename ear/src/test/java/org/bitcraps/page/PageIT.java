package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
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

  /**
   * A round takes 5 s for bets and up to 1.6 s for reveals; before the first one servers warm up.
   */
  private static final double PATIENCE_MS = 20_000;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void the_page_is_live_and_rounds_go_on() {
    List<String> complaints = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    try (Chromium chromium = new Chromium();
        BrowserContext context = chromium.browser().newContext()) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
      page.onPageError(complaints::add);
      context.onRequest(request -> requests.add(request.url()));
      page.onWebSocket(socket -> requests.add(socket.url()));

      page.navigate(DeployedEar.HTTP.resolve("/").toString());
      assertThat(page.locator("#link"))
          .hasText("live", new HasTextOptions().setTimeout(PATIENCE_MS));
      long first = round(page);
      page.waitForCondition(
          () -> round(page) > first, new WaitForConditionOptions().setTimeout(PATIENCE_MS));
      page.waitForCondition(
          () -> page.locator("#rolls li").count() > 0,
          new WaitForConditionOptions().setTimeout(PATIENCE_MS));

      assertThat(page.locator("#dice circle").count()).isBetween(2, 12);
      assertThat(page.locator("#block-lines .signed").count()).isGreaterThanOrEqualTo(3);
      assertThat(page.locator("#view")).containsText("4 of 4 up");
      assertThat(page.locator("#genesis").getAttribute("title")).matches("[0-9a-f]{64}");
    }
    assertThat(complaints).isEmpty();
    assertThat(requests)
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(url ->
            url.startsWith(DeployedEar.HTTP + "/") || url.startsWith(DeployedEar.WEB_SOCKET + "/"));
  }

  @Test
  void a_player_makes_a_key_bets_and_is_paid() {
    List<String> complaints = new ArrayList<>();
    try (Chromium chromium = new Chromium();
        BrowserContext context = chromium.browser().newContext()) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
      page.onPageError(complaints::add);
      page.navigate(DeployedEar.HTTP.resolve("/").toString());

      page.locator("#make-key").click(new ClickOptions().setTimeout(PATIENCE_MS));
      assertThat(page.locator("#public-key")).hasText(Pattern.compile("[0-9a-f]{16}…"));
      assertThat(page.locator("#unsaved")).isHidden();
      page.locator("#fund").click();
      assertThat(page.locator("#balance")).hasText("1,000", within());

      String rules =
          context.request().get(DeployedEar.HTTP.resolve("/api/v1/rules").toString()).text();
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
          .click(new ClickOptions().setTimeout(PATIENCE_MS)); // When betting opens.
      assertThat(page.locator("#own-past .result"))
          .hasText(Pattern.compile("1 lost|1 \\+ [123] won = [234]"), within());
      String result = page.locator("#own-past .result").textContent();
      assertThat(page.locator("#balance"))
          .hasText(result.equals("1 lost") ? "999" : "1,00" + result.charAt(4), within());

      // Every step was checked in the browser: sent, included, settled, verified.
      assertThat(page.locator("#own-past .way .done"))
          .hasCount(4, new HasCountOptions().setTimeout(PATIENCE_MS));
      page.locator("#own-past button").click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", within());
      assertThat(page.locator("#proof .tick.failed")).hasCount(0);
      assertThat(page.locator("#mismatch")).isHidden();
      page.locator("#close-proof").click();
      page.locator("#rolls button").nth(1).click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", within());
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
          .containsText("BATCH_NOT_IN_BLOCK", new ContainsTextOptions().setTimeout(PATIENCE_MS));
      page.locator("#close-proof").click();
      assertThat(page.locator("#mismatch")).containsText("A proof does not hold.");

      page.reload();
      assertThat(page.locator("#own-past .result")).hasText(result, within());
    }
    assertThat(complaints).isEmpty();
  }

  private static HasTextOptions within() {
    return new HasTextOptions().setTimeout(PATIENCE_MS);
  }

  /** 0 before the first one. */
  private static long round(Page page) {
    String text = page.locator("#round-number").textContent();
    return text.matches("\\d+") ? Long.parseLong(text) : 0;
  }
}

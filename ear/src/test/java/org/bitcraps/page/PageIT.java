package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.ArrayList;
import java.util.List;
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

  /** 0 before the first one. */
  private static long round(Page page) {
    String text = page.locator("#round-number").textContent();
    return text.matches("\\d+") ? Long.parseLong(text) : 0;
  }
}

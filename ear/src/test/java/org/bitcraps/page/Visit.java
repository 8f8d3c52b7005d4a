package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bitcraps.server.DeployedEar;

/** Somebody's browser at the running table, and whatever its console complains about. */
final class Visit implements AutoCloseable {

  /**
   * A round takes 5 s for bets and up to 1.6 s for reveals; before the first one servers warm up.
   */
  static final double PATIENCE_MS = 20_000;

  private final Chromium chromium = new Chromium();
  final BrowserContext context;
  final Page page;
  final List<String> complaints = new ArrayList<>();

  Visit() {
    this(new NewContextOptions());
  }

  Visit(NewContextOptions options) {
    context = chromium.browser().newContext(options);
    page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
    page.onPageError(complaints::add);
    page.navigate(DeployedEar.HTTP.resolve("/").toString());
  }

  /** Makes a key and takes what the faucet gives. */
  void takeChips() {
    page.locator("#make-key").click(new ClickOptions().setTimeout(PATIENCE_MS));
    page.locator("#fund").click(new ClickOptions().setTimeout(PATIENCE_MS));
    assertThat(page.locator("#balance")).hasText("1,000", within());
  }

  /** Lays a chip on this field and places it, when betting opens. */
  void bet(String type) {
    page.locator("[data-bet=" + type + "]").click();
    page.locator("#place").click(new ClickOptions().setTimeout(PATIENCE_MS));
  }

  /** Waits until the newest bet is sent, included, settled and verified. */
  void awaitVerified() {
    assertThat(page.locator("#own-past li").first().locator(".way .done"))
        .hasCount(4, new HasCountOptions().setTimeout(PATIENCE_MS));
  }

  /**
   * Takes a bet down, and waits until that is verified. If the dice were quicker another one is
   * bet.
   *
   * @param bet places one that may be taken down
   * @param press how this visitor presses the button that it is given
   */
  void takeABetDown(Runnable bet, Consumer<Locator> press) {
    Locator newest = page.locator("#own-past li").first();
    Locator button = page.locator("#own-open button[aria-label^='Take down']").first();
    for (int attempt = 0; attempt < 8; attempt++) {
      bet.run();
      try {
        assertThat(button).isVisible(new IsVisibleOptions().setTimeout(4_000));
        press.accept(button);
        assertThat(newest).containsText("taken down", new ContainsTextOptions().setTimeout(6_000));
        awaitVerified();
        return;
      } catch (TimeoutError | AssertionError e) {
        System.out.println("the dice were quicker than the player");
      }
    }
    throw new AssertionError("no bet could be taken down");
  }

  static HasTextOptions within() {
    return new HasTextOptions().setTimeout(PATIENCE_MS);
  }

  @Override
  public void close() {
    context.close();
    chromium.close();
  }
}

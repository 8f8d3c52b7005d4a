package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.ClickOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page makes of proofs: of sound ones, of lies, and of every byte changed on the way. */
@ExtendWith(ArquillianExtension.class)
class ProofPageIT {

  private static final Map<String, String> LIES =
      Map.of(
          "die", "LEAF_NOT_CERTIFIED this does not hold: the dice of round",
          "vote", "CERTIFICATE_SIGNATURE_INVALID",
          "signer", "MALFORMED placement.certificate: votes",
          "bet", "BET_NOT_IN_BATCH",
          "payout", "LEAF_NOT_CERTIFIED this does not hold: the settlement",
          "chain", "GENESIS_OTHER_CHAIN");

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void whoever_breaks_a_proof_sees_it_found_out() {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      visit.takeChips();
      visit.bet("FIELD");
      visit.awaitVerified();
      page.locator("#own-past button").click();
      page.locator("#lies summary").click();
      LIES.forEach((lie, reason) -> {
        page.locator("#lie-list button[value=" + lie + "]").click();
        assertThat(page.locator("#proof .verdict-detail")).containsText(reason);
        assertThat(page.locator("#proof .verdict-head")).hasText("Mismatch");
      });
      assertThat(page.locator("#mismatch")).isHidden(); // A lie of one's own is no alarm.
      page.locator("#mend").click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
      assertThat(visit.complaints).isEmpty();
    }
  }

  @Test
  void a_byte_of_any_field_changed_on_the_way_is_seen() throws Exception {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      visit.takeChips();
      visit.takeABetDown(
          () -> visit.bet("PLACE_8"), button -> button.click(new ClickOptions().setTimeout(4_000)));
      List<String> fields = new ArrayList<>();
      fields.addAll(seen(page, page.locator("#own-past button").first(), "**/proof"));
      fields.addAll(seen(page, page.locator("#rolls button").first(), "**/proofs?*"));
      System.out.println("the page in Chromium refused " + fields.size() + " changed fields");
      assertThat(fields)
          .contains("bet", "placement.certificate", "changes[0].order", "round.roll.leaf");
      assertThat(page.locator("#mismatch")).containsText("A proof does not hold.");
      assertThat(visit.complaints).isEmpty();
    }
  }

  /** Presses the button once for each field of the proof that it shows. */
  private static List<String> seen(Page page, Locator button, String url) throws Exception {
    String chain = page.locator("#genesis").getAttribute("title");
    AtomicReference<String> proof = new AtomicReference<>();
    page.route(
        url,
        route -> {
          proof.compareAndSet(null, route.fetch().text());
          route.fulfill(new FulfillOptions().setBody(proof.get()));
        });
    show(page, button);
    assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
    page.locator("#close-proof").click();
    List<OnTheWay> changes = OnTheWay.all(proof.get(), chain);
    for (OnTheWay change : changes) {
      proof.set(change.text());
      show(page, button);
      assertThat(page.locator("#proof .verdict-detail code"))
          .hasText(change.reason(), Visit.within());
      page.locator("#close-proof").click();
    }
    page.unroute(url);
    return changes.stream().map(OnTheWay::field).toList();
  }

  private static void show(Page page, Locator button) {
    button.click();
    assertThat(page.locator("#proof[open]")).isVisible();
  }

  @Test
  void what_was_downloaded_is_checked_without_a_network() {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      Locator roll = page.locator("#rolls button").first();
      roll.click(new ClickOptions().setTimeout(Visit.PATIENCE_MS));
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
      List<String> ticks = page.locator("#proof .step").allTextContents();
      String round = page.locator("#proof-title").textContent().replace("Round ", "");
      page.locator("#close-proof").click();
      page.route(
          "**/proofs?*",
          route -> {
            String text = route.fetch().text();
            visit.context.setOffline(true);
            route.fulfill(new FulfillOptions().setBody(text));
          });
      page.locator("#rolls button[data-round='" + round + "']").click();
      assertThat(page.locator("#proof[open] .verdict-head")).hasText("Verified");
      assertThat(page.locator("#proof .step").allTextContents()).isEqualTo(ticks);
    }
  }

  @Test
  void another_chain_is_not_believed_until_the_player_says_so() {
    try (Visit visit = new Visit()) {
      Page page = visit.page;
      assertThat(page.locator("#rolls button").first()).isVisible(visible());
      page.evaluate("localStorage.setItem('trusted chain', 'ab'.repeat(32))");
      page.reload();
      assertThat(page.locator("#other-chain")).isVisible(visible());
      page.locator("#rolls button").first().click(new ClickOptions().setTimeout(Visit.PATIENCE_MS));
      assertThat(page.locator("#proof .verdict-detail")).containsText("GENESIS_OTHER_CHAIN");
      page.locator("#close-proof").click();
      page.locator("#trust-chain").click();
      assertThat(page.locator("#other-chain")).isHidden();
      assertThat(page.locator("#mismatch")).isHidden();
      page.locator("#rolls button").first().click();
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
      assertThat(visit.complaints).isEmpty();
    }
  }

  @Test
  void nothing_serious_bars_anybody() {
    NewContextOptions desktop = new NewContextOptions().setViewportSize(1440, 900);
    NewContextOptions phone =
        new NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK);
    for (NewContextOptions device : List.of(desktop, phone)) {
      try (Visit visit = new Visit(device)) {
        Page page = visit.page;
        assertThat(page.locator("#link")).hasText("live", Visit.within());
        assertThat(Axe.serious(page)).isEmpty();
        visit.takeChips();
        visit.bet("FIELD");
        visit.awaitVerified();
        assertThat(Axe.serious(page)).isEmpty();
        page.locator("#own-past button").click();
        page.locator("#lies summary").click();
        page.locator("#lie-list button[value=die]").click();
        assertThat(page.locator("#proof .verdict-head")).hasText("Mismatch");
        assertThat(Axe.serious(page)).isEmpty();
      }
    }
  }

  private static IsVisibleOptions visible() {
    return new IsVisibleOptions().setTimeout(Visit.PATIENCE_MS);
  }
}

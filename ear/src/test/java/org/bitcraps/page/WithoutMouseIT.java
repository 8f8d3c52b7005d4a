package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.TapOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.nio.file.Path;
import java.util.List;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole bet, and a proof broken, with keys only on a desk, with a finger only on a phone. */
@ExtendWith(ArquillianExtension.class)
class WithoutMouseIT {

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void a_bet_is_played_and_a_proof_broken_with_keys_only() {
    try (Visit visit = new Visit(new NewContextOptions().setViewportSize(1440, 900))) {
      Page page = visit.page;
      Keyboard keys = new Keyboard(page);
      assertThat(page.locator("#link")).hasText("live", Visit.within());
      assertThat(page.locator("#make-key")).isVisible(visible());

      keys.press("Enter", page.locator("#make-key"));
      assertThat(page.locator("#fund")).isFocused();
      assertThat(page.locator("#fund[aria-disabled=false]")).isVisible(visible());
      page.keyboard().press("Space");
      assertThat(page.locator("#balance")).hasText("1,000", Visit.within());
      assertThat(page.locator("#fund")).isFocused();
      List<String> stops = keys.stops();
      System.out.println("stops of the Tab key: " + stops);
      assertThat(stops).contains("undo", "place", "fund", "genesis").doesNotHaveDuplicates();

      // The felt is one stop, the arrows go about in it; the chips are another.
      keys.go("Tab", page.locator("#box button").first());
      keys.go("ArrowRight", page.locator("[data-bet=DONT_COME_ODDS_6]"));
      page.keyboard().press("ArrowDown");
      assertThat(page.locator("[data-bet=COME_ODDS_6]")).isFocused();
      keys.go("ArrowDown", page.locator("[data-bet=PLACE_6]"));
      assertThat(page.locator("#about")).containsText("Place 6 pays 7 to 6.");
      page.keyboard().press("Tab");
      page.keyboard().press("End");
      assertThat(page.locator("[data-bet=DONT_PASS]")).isFocused();
      keys.go("ArrowLeft", page.locator("[data-bet=FIELD]"));
      page.keyboard().press("Enter");
      assertThat(page.locator("[data-bet=FIELD] .staged")).hasText("1");

      keys.go("Tab", page.locator("#chips [data-value='1']"));
      page.keyboard().press("ArrowRight");
      page.keyboard().press("Space");
      assertThat(page.locator("#chips [data-value='5']")).hasAttribute("aria-pressed", "true");
      keys.go("Shift+Tab", page.locator("[data-bet=FIELD]"));
      page.keyboard().press("Space");
      assertThat(page.locator("[data-bet=FIELD] .staged")).hasText("6");
      keys.press("Enter", page.locator("#undo"));
      assertThat(page.locator("[data-bet=FIELD] .staged")).hasText("1");
      page.keyboard().press("Enter");
      assertThat(page.locator("#place")).hasText("Lay chips on the felt");
      assertThat(keys.focus())
          .as("the button that does nothing now keeps the focus")
          .isEqualTo("undo");

      // A bet that stands, so that it can be taken down.
      keys.go("Shift+Tab", page.locator("[data-bet=FIELD]"));
      page.keyboard().press("Enter");
      place(keys, page);
      assertThat(page.locator("#own-open li, #own-past li")).not().hasCount(0, soon());
      shot(page, "keys");
      assertThat(keys.focus()).isEqualTo("place");
      visit.awaitVerified();

      // Blocks come and the lists are drawn anew: the focus stays, and comes back to the same bet.
      Locator proof = page.locator("#own-past button").first();
      keys.press("Enter", proof);
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", Visit.within());
      keys.focus();
      keys.press("Enter", page.locator("#lies summary"));
      keys.press("Space", page.locator("#lie-list button[value=die]"));
      assertThat(page.locator("#proof .verdict-head")).hasText("Mismatch");
      assertThat(page.locator("#lie-list button[value=die]")).isFocused();
      shot(page, "keys-broken");
      keys.press("Enter", page.locator("#mend"));
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified");
      assertThat(keys.focus()).isEqualTo("Break it yourself");
      keys.press("Enter", page.locator("#close-proof"));
      assertThat(page.locator("#proof")).isHidden();
      assertThat(proof).isFocused();
      keys.focus();

      visit.takeABetDown(
          () -> {
            keys.go("Shift+Tab", page.locator("#box [tabindex='0']"));
            keys.go("ArrowRight", page.locator("[data-bet=PLACE_8]"));
            page.keyboard().press("Enter");
            place(keys, page);
          },
          button -> keys.press("Enter", button));
      keys.focus();

      // A roll's proof stays open until the next roll has moved all of them.
      Locator roll = page.locator("#rolls button").first();
      String round = roll.getAttribute("data-round");
      keys.go("Shift+Tab", roll);
      page.keyboard().press("Enter");
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", Visit.within());
      assertThat(page.locator("#rolls button").first())
          .not()
          .hasAttribute(
              "data-round", round, new HasAttributeOptions().setTimeout(Visit.PATIENCE_MS));
      page.keyboard().press("Escape");
      assertThat(page.locator("#rolls button[data-round='" + round + "']")).isFocused();
      keys.focus();
      assertThat(visit.complaints).isEmpty();
    }
  }

  /** When betting is open. */
  private static void place(Keyboard keys, Page page) {
    keys.go("Tab", page.locator("#place"));
    assertThat(page.locator("#place[aria-disabled=false]")).isVisible(visible());
    page.keyboard().press("Enter");
  }

  @Test
  void the_same_with_a_finger_on_a_phone() {
    NewContextOptions phone =
        new NewContextOptions().setViewportSize(390, 844).setHasTouch(true).setIsMobile(true);
    try (Visit visit = new Visit(phone)) {
      Page page = visit.page;
      tap(page.locator("#make-key"));
      tap(page.locator("#fund"));
      assertThat(page.locator("#balance")).hasText("1,000", Visit.within());
      tap(page.locator("#chips [data-value='5']"));
      tap(page.locator("[data-bet=FIELD]"));
      tap(page.locator("[data-bet=PLACE_8]"));
      tap(page.locator("#undo"));
      assertThat(page.locator("#place")).hasText("Place 1 bet, 5 chips");
      shot(page, "finger");
      tap(page.locator("#place"));
      visit.awaitVerified();
      tap(page.locator("#own-past button").first());
      assertThat(page.locator("#proof .verdict-head")).hasText("Verified", Visit.within());
      tap(page.locator("#lies summary"));
      tap(page.locator("#lie-list button[value=payout]"));
      assertThat(page.locator("#proof .verdict-head")).hasText("Mismatch");
      shot(page, "finger-broken");
      tap(page.locator("#close-proof"));
      assertThat(page.locator("#proof")).isHidden();
      visit.takeABetDown(
          () -> {
            tap(page.locator("[data-bet=PLACE_8]"));
            tap(page.locator("#place"));
          },
          WithoutMouseIT::tap);
      assertThat(
              (Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .as("nothing sticks out of the side")
          .isTrue();
      assertThat(visit.complaints).isEmpty();
    }
  }

  private static void tap(Locator what) {
    what.tap(new TapOptions().setTimeout(Visit.PATIENCE_MS));
  }

  /** For people who run the test and look. */
  private static void shot(Page page, String name) {
    page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
  }

  private static IsVisibleOptions visible() {
    return new IsVisibleOptions().setTimeout(Visit.PATIENCE_MS);
  }

  private static HasCountOptions soon() {
    return new HasCountOptions().setTimeout(Visit.PATIENCE_MS);
  }
}

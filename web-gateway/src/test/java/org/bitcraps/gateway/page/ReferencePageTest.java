package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.gateway.admission.ProblemCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about the API as people read them: in Chromium, without a network, on any screen. */
class ReferencePageTest {

  private static final Path DOCS =
      Path.of(System.getProperty("bitcraps.root")).resolve("web-gateway/target/page/docs");

  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page open(BrowserContext context, String page, List<String> complaints) {
    context.setOffline(true);
    Page opened = context.newPage();
    opened.onConsoleMessage(message -> complaints.add(message.text()));
    opened.onPageError(complaints::add);
    opened.onRequest(request -> {
      if (!request.url().startsWith("file:")) {
        complaints.add(request.url());
      }
    });
    opened.navigate(DOCS.resolve(page).toUri().toString());
    return opened;
  }

  @ParameterizedTest
  @CsvSource({"index.html,390", "index.html,1440", "problems.html,390", "problems.html,1440"})
  void a_page_fits_asks_nobody_and_every_link_within_leads_somewhere(String name, int width) {
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context =
        chromium.browser().newContext(new NewContextOptions().setViewportSize(width, 844))) {
      Page page = open(context, name, complaints);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(
              page.evaluate(
                  "document.scripts.length + document.querySelectorAll('[style]').length"))
          .isEqualTo(0);
      assertThat(
              page.evaluate(
                  "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1))"
                      + ".filter(id => !document.getElementById(id))"))
          .isEqualTo(List.of());
      assertThat((int) page.evaluate("document.querySelectorAll('article').length"))
          .isGreaterThan(80);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void a_problem_of_an_address_leads_to_its_explanation() {
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "index.html", complaints);
      page.locator("#placeBets a", new Page.LocatorOptions().setHasText("HOUSE_LIMIT")).click();
      assertThat(page.url()).endsWith("problems.html#problems-HOUSE_LIMIT");
      assertThat(page.locator("article:target h3").textContent()).startsWith("HOUSE_LIMIT");
      for (ProblemCode code : ProblemCode.values()) {
        assertThat(page.locator("#problems-" + code).textContent()).contains(code.type());
      }
    }
    assertThat(complaints).isEmpty();
  }
}

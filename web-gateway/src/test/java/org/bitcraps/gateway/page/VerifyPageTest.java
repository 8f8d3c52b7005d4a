package org.bitcraps.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bitcraps.gateway.page.ProofCorpus.Entry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code verify.html} as a player has it: opened from the disk in Chromium, without a network. It
 * says of every published proof what Java says, and asks nobody.
 */
class VerifyPageTest {

  private static final Path TARGET =
      Path.of(System.getProperty("bitcraps.root")).resolve("web-gateway/target");
  private static final Path FILE = TARGET.resolve("page/verify.html");
  private static final int KILOBYTES_MAX = 80;

  private static Chromium chromium;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

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

  @AfterEach
  void nothingWasAskedAndNobodyComplained() {
    assertThat(complaints).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith("file:"));
  }

  private Page open(BrowserContext context, String hash) {
    context.setOffline(true);
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
    page.onPageError(complaints::add);
    context.onRequest(request -> requests.add(request.url()));
    page.navigate(FILE.toUri() + hash);
    return page;
  }

  /** Picks a file; the verdict that it gets is the one with that number. */
  private static Locator pick(Page page, String name, String text, int check) {
    page.setInputFiles(
        "#file", new FilePayload(name, "application/json", text.getBytes(StandardCharsets.UTF_8)));
    Locator result = page.locator("#result[data-check='" + check + "']");
    result.waitFor();
    return result;
  }

  @Test
  void theCorpusHasTheSameVerdictsAsInJava() throws IOException {
    List<Entry> entries = new ArrayList<>(ProofCorpus.good());
    entries.addAll(ProofCorpus.broken());
    try (BrowserContext context = chromium.browser().newContext()) {
      String chain = entries.get(0).chain();
      Page page = open(context, "#chain=" + chain);
      int checks = 0;
      for (Entry entry : entries) {
        if (!entry.chain().equals(chain)) {
          chain = entry.chain();
          page.fill("#chain", chain);
          // With a file open, another chain is another check.
          checks++;
        }
        Locator result = pick(page, "proof.json", entry.text(), ++checks);
        assertThat(result.getAttribute("data-result")).as(entry.name()).isEqualTo(entry.result());
        assertThat(result.getAttribute("data-reason")).as(entry.name()).isEqualTo(entry.reason());
        boolean mismatch = entry.result().equals("MISMATCH");
        assertThat(page.locator(".tick.failed").count())
            .as(entry.name())
            .isEqualTo(mismatch && !entry.reason().equals("MALFORMED") ? 1 : 0);
        assertThat(page.locator(".verdict[role=alert]").count()).isEqualTo(mismatch ? 1 : 0);
      }
    }
  }

  @Test
  void aRoundIsVerifiedInAFewMilliseconds() throws IOException {
    Entry round = entry("round.json");
    List<Double> tookMs = new ArrayList<>();
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "#chain=" + round.chain());
      for (int check = 1; check <= 21; check++) {
        Locator result = pick(page, "round.json", round.text(), check);
        tookMs.add(Double.parseDouble(result.getAttribute("data-took-ms")));
      }
    }
    System.out.println("a round in the browser, ms: " + tookMs);
    List<Double> sorted = tookMs.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(50);
  }

  @Test
  void withoutAChainNothingIsVerified() throws IOException {
    Entry good = entry("field-won.json");
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "");
      page.setInputFiles(
          "#file",
          new FilePayload(
              "field.json", "application/json", good.text().getBytes(StandardCharsets.UTF_8)));
      assertThat(page.locator("#result .claimed")).hasText(good.chain());
      assertThat(page.locator("#result .verdict")).hasCount(0);
      // What was pasted may have spaces and capitals.
      page.fill(
          "#chain", good.chain().replaceAll("(.{8})", "$1 ").toUpperCase(java.util.Locale.ROOT));
      assertThat(page.locator("#result h2")).hasText("Verified");
      page.fill("#chain", "no chain");
      assertThat(page.locator("#result .verdict")).hasCount(0);
      assertThat(page.locator("#chain")).hasAttribute("aria-invalid", "true");
      page.fill("#chain", "00".repeat(32));
      assertThat(page.locator("#result h2")).hasText("Mismatch");
      page.fill("#chain", "");
      page.getByText("I trust this chain").click();
      assertThat(page.locator("#result h2")).hasText("Verified");
      assertThat(page.locator("#chain")).hasValue(good.chain());
    }
  }

  @Test
  void theFileNameMayCarryTheChain() throws IOException {
    Entry good = entry("field-won.json");
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "");
      pick(page, "round-3-chain-" + good.chain() + ".json", good.text(), 1);
      assertThat(page.locator("#chain")).hasValue(good.chain());
      assertThat(page.locator("#chain-note")).hasText("From the name of the file.");
    }
  }

  @Test
  void aDroppedFileIsCheckedToo() throws IOException {
    Entry good = entry("come-won.json");
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "#chain=" + good.chain());
      page.evaluate(
          """
          text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "come.json"));
            document.body.dispatchEvent(
                new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
          }\
          """,
          good.text());
      assertThat(page.locator("#result h2")).hasText("Verified");
      assertThat(page.locator("#file-name")).hasText("come.json");
    }
  }

  @Test
  void theKeyboardIsEnough() throws IOException {
    Entry good = entry("pass-won.json");
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = open(context, "#chain=" + good.chain());
      page.keyboard().press("Tab");
      assertThat(page.locator("#file")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator("#chain")).isFocused();
      pick(page, "pass.json", good.text(), 1);
      // The verdict is read out; then come its steps.
      assertThat(page.locator("#result")).isFocused();
      page.keyboard().press("Tab");
      Locator first = page.locator("details").first();
      assertThat(first.locator("summary")).isFocused();
      page.keyboard().press("Enter");
      assertThat(first).hasAttribute("open", "");
      assertThat(first.locator("dd").last()).hasText(good.chain());
      assertThat(page.locator(".step")).hasCount(page.locator(".tick.ok").count());
    }
  }

  @Test
  void itFitsPhonesAndDesktopsInBothLights() throws IOException {
    Entry good = entry("pass-won.json");
    Entry lie =
        ProofCorpus.broken().stream()
            .filter(entry -> entry.reason().equals("DICE_MISMATCH"))
            .findFirst()
            .orElseThrow();
    for (ColorScheme light : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        NewContextOptions options =
            new NewContextOptions()
                .setViewportSize(width, width == 390 ? 844 : 900)
                .setColorScheme(light);
        try (BrowserContext context = chromium.browser().newContext(options)) {
          Page page = open(context, "#chain=" + good.chain());
          String name =
              "verify-%d-%s".formatted(width, light.name().toLowerCase(java.util.Locale.ROOT));
          pick(page, "pass-won.json", good.text(), 1);
          page.locator("summary").nth(4).click();
          fits(page, width, name);
          pick(page, "pass-won.json", lie.text(), 2);
          page.getByText("Show the step that failed").click();
          assertThat(page.locator("li.step:has(.tick.failed)")).isFocused();
          assertThat(page.locator(".tick.failed")).isInViewport();
          fits(page, width, name + "-lie");
        }
      }
    }
  }

  private static void fits(Page page, int width, String name) {
    page.screenshot(
        new ScreenshotOptions()
            .setFullPage(true)
            .setPath(TARGET.resolve("page-test/" + name + ".png")));
    assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  @Test
  void itIsOneSmallFileUnderAStrictPolicy() throws IOException {
    String html = Files.readString(FILE);
    assertThat(html.length()).isLessThan(KILOBYTES_MAX * 1024);
    assertThat(html)
        .containsPattern(
            Pattern.compile(
                "content=\"default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]{44}';"
                    + " style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'\""))
        .doesNotContainPattern(
            "(?i)<(link|img|iframe)|\\ssrc=|https?://|fetch\\(|import\\(|eval\\(");
  }

  private static Entry entry(String name) throws IOException {
    return ProofCorpus.good().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}

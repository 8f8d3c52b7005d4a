package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocketRoute;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bundled page makes of frames: shown, followed, resumed, distrusted. */
class PageFramesIT {

  private static final Path BUNDLE =
      Path.of(System.getProperty("bitcraps.root"), "web-gateway/target/page");
  private static final String ORIGIN = "http://page.test";
  private static final String OTHER_CHAIN = "badc0de0".repeat(8);
  private static Chromium chromium;

  private final List<WebSocketRoute> sockets = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private boolean gone;
  private BrowserContext context;
  private Page page;

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

  @BeforeEach
  void open() {
    context = chromium.browser().newContext();
    page = context.newPage();
    page.onPageError(errors::add);
    page.route(
        ORIGIN + "/**",
        route -> {
          String path = URI.create(route.request().url()).getPath();
          if (path.startsWith("/api/")) {
            route.fulfill(new FulfillOptions().setStatus(503)); // The table is shown all the same.
            return;
          }
          String file = path.equals("/") ? "index.html" : path.substring(1);
          route.fulfill(new FulfillOptions().setPath(BUNDLE.resolve(file)));
        });
    page.routeWebSocket(
        Pattern.compile(".*"),
        socket -> {
          if (gone) {
            socket.close();
            return;
          }
          asked.add(URI.create(socket.url()).getPath() + query(socket));
          sockets.add(socket);
          // A resuming page hears what it missed, another one sees block 100.
          socket.send(
              query(socket).isEmpty() ? Frames.snapshot(Frames.CHAIN, 100) : Frames.resumed(102));
          socket.send(Frames.status(100, ""));
        });
    page.navigate(ORIGIN + "/");
    assertThat(link()).hasText("live");
  }

  private static String query(WebSocketRoute socket) {
    String query = URI.create(socket.url()).getQuery();
    return query == null ? "" : "?" + query;
  }

  @AfterEach
  void close() {
    // A page that goes away while it is asked how to answer one of its requests breaks the asking.
    page.navigate("about:blank");
    context.close();
    assertThat(errors).isEmpty();
  }

  private Locator link() {
    return page.locator("#link");
  }

  private void say(String frame) {
    sockets.get(sockets.size() - 1).send(frame);
  }

  /** Well before the page gives up a silent line (15 s). */
  private void awaitSecondConnection() {
    page.waitForCondition(() -> asked.size() == 2, new WaitForConditionOptions().setTimeout(5_000));
  }

  @Test
  void a_snapshot_fills_the_page() {
    assertThat(page.locator("h1")).hasText("BitCraps Felt");
    assertThat(page.locator("#round-title")).hasText("Round 41");
    assertThat(page.locator("#puck")).hasText("ON 8");
    assertThat(page.locator("#phase")).hasText("Betting open · point 8");
    assertThat(page.locator("#countdown")).hasText(Pattern.compile("[0-5]\\.\\d s"));
    assertThat(page.locator("#call")).hasText("Round 40: 5 and 3. Point is 8.");
    assertThat(page.locator("#dice circle")).hasCount(8);
    assertThat(page.locator("#bet-lines tr")).hasText("Don’t Pass23");
    assertThat(page.locator("#bets-total")).hasText("2 bets, 3 chips");
    assertThat(page.locator("#block-lines .dots"))
        .hasAttribute("aria-label", "signed by 0, 1, 3; not by 2");
    assertThat(page.locator("#quorum")).hasText("3 of 4 signatures certify");
    assertThat(page.locator("#view")).hasText("3 of 4 up, view 5");
    assertThat(page.locator("#validator-list li").nth(1)).containsText("primary");
    assertThat(page.locator("#validator-list li").nth(2)).containsText("stopped");
    assertThat(page.locator("#genesis")).hasAttribute("title", Frames.CHAIN);
    page.locator("#genesis").press("Enter");
    assertThat(page.locator("#genesis")).hasText(Frames.CHAIN);
  }

  @Test
  void updates_move_the_round_and_a_roll_is_called() {
    say(Frames.update(Frames.CHAIN, 101));
    assertThat(page.locator("#phase")).hasText("No more bets · 2 of 3 secrets revealed");
    assertThat(page.locator("#bet-lines tr")).hasCount(1);

    say(Frames.sevenOut(Frames.CHAIN, 102));
    assertThat(page.locator("#call")).hasText("Round 41: 3 and 4. Seven out. 2 bets won 3 chips.");
    assertThat(page.locator("#puck")).hasText("OFF");
    assertThat(page.locator("#no-bets")).isVisible();
    assertThat(page.locator("#rolls li")).hasText(new String[] {"7", "8"});
    assertThat(page.locator("#block-lines th")).hasText(new String[] {"102", "101", "100"});
    assertThat(asked).hasSize(1);
  }

  @Test
  void what_is_waited_for_is_said_as_text_and_goes_away() {
    assertThat(page.locator("#waiting")).isHidden();
    say(Frames.status(100, "<b>waits</b> for validator 2."));
    assertThat(page.locator("#waiting")).hasText("<b>waits</b> for validator 2.");
    say(Frames.status(100, ""));
    assertThat(page.locator("#waiting")).isHidden();
  }

  @Test
  void a_lost_connection_resumes_after_the_last_block() {
    say(Frames.update(Frames.CHAIN, 101));
    assertThat(page.locator("#block-lines th").first()).hasText("101");
    sockets.get(0).close();

    awaitSecondConnection();
    say(Frames.update(Frames.CHAIN, 102));

    assertThat(link()).hasText("live");
    assertThat(page.locator("#block-lines th")).hasText(new String[] {"102", "101", "100"});
    assertThat(asked)
        .containsExactly("/api/v1/games/0/subscribe", "/api/v1/games/0/subscribe?from=101");
  }

  @Test
  void a_gateway_that_is_gone_is_told_and_its_picture_does_not_look_alive() {
    assertThat(page.locator("#lost")).isHidden();
    gone = true;
    sockets.get(0).close();

    assertThat(link()).hasText("reconnecting");
    assertThat(page.locator("#lost")).containsText("The gateway does not answer.");
    assertThat(page.locator("#countdown")).isEmpty();
    assertThat(page.locator("#round-title")).hasText("Round 41");

    gone = false;
    assertThat(link()).hasText("live");
    assertThat(page.locator("#lost")).isHidden();
  }

  @Test
  void a_plain_number_and_lost_bets_are_a_sentence() {
    say(Frames.five(Frames.CHAIN, 101));
    assertThat(page.locator("#call"))
        .hasText("Round 41: 4 and 1 make 5. 1 bet lost 1 chip, 1 bet pushed.");
  }

  @Test
  void the_commands_name_the_gateway_that_showed_them() {
    assertThat(page.locator("#next code").first())
        .hasText("./bitcraps bet FIELD 1320 --verify --url " + ORIGIN);
  }

  @Test
  void a_gap_is_not_followed_but_asked_for_anew() {
    say(Frames.update(Frames.CHAIN, 102));

    awaitSecondConnection();
    assertThat(asked.get(1)).isEqualTo("/api/v1/games/0/subscribe");
  }

  @Test
  void a_block_of_another_chain_is_not_followed_but_asked_for_anew() {
    say(Frames.update(OTHER_CHAIN, 101));

    awaitSecondConnection();
    assertThat(asked.get(1)).isEqualTo("/api/v1/games/0/subscribe");
    assertThat(page.locator("#block-lines th")).hasText(new String[] {"100"});
  }

  @Test
  void it_fits_a_phone_and_stays_small() {
    page.setViewportSize(390, 844);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    long bytes = 0;
    for (String file : List.of("index.html", "page.js", "page.css", "favicon.svg")) {
      bytes += BUNDLE.resolve(file).toFile().length();
    }
    assertThat(bytes).isPositive().isLessThan(150_000);
  }
}

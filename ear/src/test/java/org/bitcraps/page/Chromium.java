package org.bitcraps.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitcraps.server.DeployedEar;

/** The machine's own Chromium, without a window; nothing is downloaded. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  // No sandbox: the tests may run as root. The tests' server has a port that browsers keep for
  // another protocol (Amanda). The rest keeps the browser from talking to its maker.
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--explicitly-allowed-ports=" + DeployedEar.HTTP.getPort(),
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    Path executable = executable();
    playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(FLAGS));
  }

  private static Path executable() {
    return Stream.concat(Stream.of("/usr/bin"), Arrays.stream(System.getenv("PATH").split(":")))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "The page's tests need Chromium: apt-get install chromium (.ci/run does it),"
                    + " or put it on the PATH."));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}

package org.bitcraps.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core has against a page, as far as it calls it serious or critical. */
final class Axe {

  private static final String SERIOUS =
      """
      async () => (await axe.run()).violations
        .filter((found) => found.impact === "serious" || found.impact === "critical")
        .map((found) => `${found.id}: ${found.nodes.map((node) => node.target).join(", ")}`)
      """;

  private Axe() {}

  @SuppressWarnings("unchecked")
  static List<String> serious(Page page) {
    page.evaluate(script());
    return (List<String>) page.evaluate(SERIOUS);
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

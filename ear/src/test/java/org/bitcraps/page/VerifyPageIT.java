package org.bitcraps.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code verify.html} as the gateway serves it: the same bytes as beside the EAR, and still allowed
 * to run under the headers that every answer has.
 */
@ExtendWith(ArquillianExtension.class)
class VerifyPageIT {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void it_checks_a_proof_where_it_is_served() throws Exception {
    List<String> complaints = new ArrayList<>();
    List<String> requests = new ArrayList<>();
    String address = DeployedEar.HTTP.resolve("/verify.html").toString();
    try (Chromium chromium = new Chromium();
        BrowserContext context = chromium.browser().newContext()) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
      page.onPageError(complaints::add);
      context.onRequest(request -> requests.add(request.url()));

      String served = page.navigate(address).text();
      assertThat(served).isEqualTo(Files.readString(ROOT.resolve("ear/target/verify.html")));
      page.setInputFiles("#file", ROOT.resolve("docs/vectors/proof/round.json"));
      page.getByText("I trust this chain").click();
      assertThat(page.locator("#result h2")).hasText("Verified");
    }
    assertThat(complaints).isEmpty();
    assertThat(requests).containsExactly(address);
  }
}

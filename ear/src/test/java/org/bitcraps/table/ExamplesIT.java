package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.client.sdk.BetStatus;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The programs of docs/examples play at the deployed table: faucet, bet, receipt. Not the one in
 * TypeScript: the test server's port is one that Fetch never calls ("bad port").
 */
@ExtendWith(ArquillianExtension.class)
class ExamplesIT {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));
  private static final Path EXAMPLES = ROOT.resolve("docs/examples");
  private static final Pattern ID = Pattern.compile("/bets/([0-9a-f]{64})/proof");

  private static LiveTable table;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
  }

  @AfterAll
  static void get_up() {
    if (table != null) {
      table.close();
    }
  }

  /** The program's bet has a receipt of the chain, and it is on the table, or was. */
  private static void plays(String... program) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.add("--post");
    command.add(DeployedEar.HTTP.toString());
    table.openRound(java.time.Duration.ofSeconds(2));
    String said = run(command);
    Matcher id = ID.matcher(said);
    assertThat(id.find()).as(said).isTrue();
    BetStatus status = Guest.unknown(table).answer(bet(id.group(1)));
    assertThat(status.state())
        .as(said + status)
        .isIn(BetStatus.State.PLACED, BetStatus.State.DECIDED);
  }

  private static BetId bet(String hex) {
    return new BetId(Digest.fromBytes(java.util.HexFormat.of().parseHex(hex)));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void in_java() throws Exception {
    plays(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        EXAMPLES.resolve("SignBet.java").toString());
  }

  @Test
  void in_python() throws Exception {
    plays("python3", "-B", EXAMPLES.resolve("sign_bet.py").toString());
  }
}

package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does to one node, where it needs no server: each refusal in one sentence. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class NodeCommandsTest {

  private static final String HOUSE = "bitcraps.house";
  private static final ReplicaId ZERO = new ReplicaId(0);

  @TempDir private static Path root;
  private static Testnet testnet;
  private static String before;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;

  /** A source tree in which nothing was built: no test here can start a server. */
  @BeforeAll
  static void make() throws IOException {
    before = System.getProperty(HOUSE);
    System.setProperty(HOUSE, root.resolve("house").toString());
    testnet =
        Testnet.make(
            root.resolve("testnet"),
            new Testnet.Plan(1, 1, 21_000, Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1)),
            new SecureRandom(),
            Clock.systemUTC());
  }

  @AfterAll
  static void resetHouse() {
    if (before == null) {
      System.clearProperty(HOUSE);
    } else {
      System.setProperty(HOUSE, before);
    }
  }

  private static Path folder(String node) {
    return root.resolve("testnet").resolve(node);
  }

  private static LocalNode node(String node) {
    return testnet.node(node).orElseThrow();
  }

  private int run(Object... args) {
    return shell.run(args);
  }

  private void assertRefused(int code, String because) {
    assertThat(err.toString()).startsWith("bitcraps: ").contains(because);
    assertThat(code).isEqualTo(2);
  }

  private Process running(String node) throws IOException {
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "echo started; read x",
                "-Djboss.server.base.dir=" + node(node).folder().server())
            .start();
    assertThat(child.getInputStream().read()).isEqualTo('s');
    Files.writeString(folder(node).resolve("pid"), child.pid() + "\n");
    return child;
  }

  @Test
  void which_node_must_be_said() {
    for (String command : new String[] {"start", "doctor", "unsafe-reset"}) {
      assertThat(run(command)).isEqualTo(2);
      assertThat(err.toString()).contains("--home");
      assertRefused(run(command, "--home", root.resolve("none")), "there are keys of no node in");
    }
    assertRefused(run("status", "--home", root.resolve("none")), "there are keys of no node in");
  }

  @Test
  void start_refuses_what_it_cannot_mean() throws Exception {
    Path home = folder("gateway-0");
    assertRefused(run("start", "--home", home, "--heap", "much"), "--heap is like 512m or 4g");
    assertRefused(
        run("start", "--home", home, "--set", "bitcraps.genesis.max-lag-ms=1"),
        "is no parameter of the chain");
    assertRefused(run("start", "--home", home, "--set", "x=1"), "a key begins with bitcraps.");
    try (FileLock held = new ServerFolder(home).lock().orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertRefused(run("start", "--home", home), "gateway-0 runs already");
    }
    assertThat(home.resolve("server")).doesNotExist();
  }

  @Test
  void start_says_what_is_wrong_and_starts_nothing() throws Exception {
    Path home = folder("validator-0");
    Path journal = Files.createDirectory(node("validator-0").home().journal(ZERO));
    assertRefused(
        run("start", "--home", home), "validator-0 is not started: put right what failed");
    assertThat(out.toString())
        .contains("FAIL  journal")
        .contains("run ./mvnw package")
        .doesNotContain("OK  ");
    assertThat(home.resolve("server")).doesNotExist();
    assertThat(home.resolve("pid")).doesNotExist();
    Files.delete(journal);
    assertRefused(run("start", "--home", home), "run ./mvnw package");
    assertThat(out.toString()).as("it has never started: nothing is looked for").isEmpty();
  }

  @Test
  void the_doctor_prints_a_line_for_each_thing_and_what_to_do() throws Exception {
    Path home = folder("validator-0");
    Path journal = Files.createDirectory(node("validator-0").home().journal(ZERO));
    assertThat(run("doctor", "--home", home)).isEqualTo(1);
    assertThat(out.toString())
        .contains("OK    java          Java ")
        .contains("OK    keys          they open, are of this chain")
        .contains("FAIL  journal       it could not be read")
        .contains("WARN  gateway-0     nobody answers at 127.0.0.1:26445")
        .contains("→ it may be down; else see to the firewall");
    assertThat(run("doctor", "--home", home, "--json")).isEqualTo(1);
    JsonNode findings = new ObjectMapper().readTree(out.toString());
    assertThat(findings.findValuesAsText("about")).contains("java", "disk", "journal", "clock");
    assertThat(findings.findValuesAsText("level")).contains("OK", "WARN", "FAIL");

    Files.delete(journal);

    // A gateway keeps no journal: nothing of it needs the application.
    assertThat(run("doctor", "--home", folder("gateway-0"))).isZero();
    assertThat(out.toString()).contains("OK    ports").doesNotContain("FAIL");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void status_says_whether_it_runs_and_answers() throws Exception {
    Path home = folder("gateway-0");
    assertThat(run("status", "--home", home)).isEqualTo(3);
    assertThat(out.toString())
        .contains("node       gateway-0, which does not run\n")
        .contains("chain      ", "\"testnet\"", "disk       ", "version    bitcraps ");
    Process child = running("gateway-0");
    try {
      assertThat(run("status", "--home", home)).isEqualTo(3);
      assertThat(out.toString())
          .contains("process " + child.pid())
          .contains("nobody answers on port 30990");
      assertThat(run("status", "--home", home, "--json")).isEqualTo(3);
      assertThat(new ObjectMapper().readTree(out.toString()).path("healthy").asBoolean(true))
          .isFalse();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void unsafe_reset_takes_the_journal_and_leaves_the_keys() throws Exception {
    LocalNode node = node("validator-0");
    Path home = folder("validator-0");
    Path journal = node.home().journal(ZERO);
    assertRefused(run("unsafe-reset", "--home", folder("gateway-0")), "keeps no journal");
    assertRefused(run("unsafe-reset", "--home", home, "--yes"), "there is nothing to reset");

    Path mark = node.home().firstStart(ZERO);
    Path aside = Files.move(mark, root.resolve("first-start")); // its first start deletes it
    try {
      assertRefused(run("unsafe-reset", "--home", home, "--yes"), "there is nothing to reset");
      Files.createDirectories(journal);
      Files.writeString(journal.resolve("journal.bin"), "what it signed");

      Process child = running("validator-0");
      assertRefused(run("unsafe-reset", "--home", home, "--yes"), "validator-0 runs: end it first");
      child.destroyForcibly().waitFor();
      Files.delete(home.resolve("pid"));
      assertThat(run("unsafe-reset", "--home", home)).isEqualTo(2);
      assertThat(err.toString())
          .contains("This deletes " + journal)
          .contains("until a checkpoint decides", "counts as", "one at a time")
          .contains("--yes does it without a question");
      assertThat(journal.resolve("journal.bin")).exists();

      byte[] keys = Files.readAllBytes(node.home().keystore(ZERO));
      assertThat(run("unsafe-reset", "--home", home, "--yes")).isZero();
      assertThat(out.toString()).contains("has forgotten what it signed");
      assertThat(journal).doesNotExist();
      assertThat(mark).as("it must not believe that it is new").doesNotExist();
      assertThat(node.home().keystore(ZERO)).hasBinaryContent(keys);
    } finally {
      Files.move(aside, mark);
    }
  }
}

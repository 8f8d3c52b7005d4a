package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a server starts, in one sentence; a chain that is there survives it. */
class TestnetCommandTest {

  private static final String HOUSE = "bitcraps.house";

  @TempDir private Path temporary;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;
  private String before;

  /** A source tree in which nothing was built: no test here can start a server. */
  @BeforeEach
  void setHouse() {
    before = System.getProperty(HOUSE);
    System.setProperty(HOUSE, temporary.resolve("house").toString());
  }

  @AfterEach
  void resetHouse() {
    if (before == null) {
      System.clearProperty(HOUSE);
    } else {
      System.setProperty(HOUSE, before);
    }
  }

  private Path folder() {
    return temporary.resolve("testnet");
  }

  private int run(String... args) {
    return shell.run((Object[]) args);
  }

  /** Of a testnet in our folder. */
  private int runHere(String... args) {
    List<String> all = new ArrayList<>(List.of("testnet", "--folder", folder().toString()));
    all.addAll(List.of(args));
    return run(all.toArray(new String[0]));
  }

  private void assertRefused(String because, int code) {
    assertThat(err.toString()).startsWith("bitcraps: ").hasLineCount(1).contains(because);
    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  /** As small as the command makes none: each home is slow on purpose. */
  private Testnet make() throws IOException {
    return make(1);
  }

  private Testnet make(int validators) throws IOException {
    return Testnet.make(
        folder(),
        new Testnet.Plan(
            validators,
            1,
            20_000,
            Parameters.defaults()
                .with(Parameter.BETTING_WINDOW_MS, 250)
                .with(Parameter.VALIDATORS_MIN, 1)),
        new SecureRandom(),
        Clock.systemUTC());
  }

  @Test
  void counts_out_of_range_are_refused() {
    String counts = "--validators is 4 to 31, --gateways 1 to 8";
    assertRefused(counts, run("testnet", "--validators", "3"));
    assertRefused(counts, run("testnet", "--validators", "32"));
    assertRefused(counts, run("testnet", "--gateways", "0"));
    assertRefused(counts, run("testnet", "--gateways", "9"));
    assertRefused("--bots is 0 to 64", run("testnet", "--bots", "-1"));
    assertRefused("--bots is 0 to 64", run("testnet", "--bots", "65"));
    assertThat(run("testnet", "--validators", "many")).isEqualTo(2);
    assertThat(temporary.resolve("house")).doesNotExist();
  }

  @Test
  void an_offset_with_which_a_port_would_be_none_is_refused() {
    assertRefused("--port-offset is 0 to 55045", run("testnet", "--port-offset", "-1"));
    assertRefused("--port-offset is 0 to 55045", run("testnet", "--port-offset", "55046"));
    assertRefused(
        "--port-offset is 0 to 51745",
        run("testnet", "--validators", "31", "--gateways", "8", "--port-offset", "51746"));
  }

  @Test
  void a_key_that_is_not_the_application_s_is_refused() {
    assertRefused(
        "--set java.home: a key begins with bitcraps.", run("testnet", "--set", "java.home=x"));
    assertThat(run("testnet", "--set", "bitcraps.role")).isEqualTo(2);
  }

  /** One value for all nodes would make one node of them, or none. */
  @Test
  void a_key_that_tells_nodes_apart_is_refused() {
    for (String key :
        List.of(
            "bitcraps.role",
            "bitcraps.home",
            "bitcraps.genesis",
            "bitcraps.validator.id",
            "bitcraps.gateway.id",
            "bitcraps.peers.validator-0")) {
      assertRefused(
          "--set " + key + ": each node has its own", run("testnet", "--set", key + "=0"));
    }
  }

  @Test
  void a_genesis_that_cannot_be_is_refused_before_anything_is_made() {
    assertRefused("bitcraps.genesis.no is no parameter", runHere("--set", "bitcraps.genesis.no=1"));
    assertRefused(
        "bitcraps.genesis.betting-window-ms=1: must be 100 …",
        runHere("--set", "bitcraps.genesis.betting-window-ms=1"));
    assertThat(folder()).doesNotExist();
  }

  @Test
  void who_runs_it_without_the_launcher_is_told_of_it() {
    System.clearProperty(HOUSE);
    assertRefused("start it by ./bitcraps testnet", run("testnet"));
  }

  @Test
  void no_testnet_in_the_folder_says_how_to_make_one() {
    for (String[] command :
        new String[][] {{"nodes"}, {"stop", "validator-0"}, {"start", "validator-0"}}) {
      assertRefused(
          "there is no testnet in " + folder() + ": ./bitcraps testnet", runHere(command));
    }
    assertRefused("house/run/testnet: ./bitcraps testnet", run("testnet", "nodes"));
  }

  @Test
  void a_node_that_is_not_there_or_does_not_run_is_told_apart() throws Exception {
    make();
    for (String command : List.of("start", "stop", "kill", "pause", "resume")) {
      assertRefused(
          "there is no node validator-1, only [validator-0, gateway-0]",
          runHere(command, "validator-1"));
    }
    for (String command : List.of("stop", "kill", "pause", "resume")) {
      assertRefused("gateway-0 does not run", runHere(command, "gateway-0"));
    }
    assertRefused("run ./mvnw package", runHere("start", "gateway-0"));
  }

  @Test
  void nodes_are_listed_wherever_the_folder_is_named() throws Exception {
    Testnet testnet = make();
    assertThat(runHere("nodes")).isZero();
    String listed = out.toString();
    assertThat(listed).hasLineCount(3);
    assertThat(listed.lines().skip(1))
        .allMatch(line -> line.matches("\\S+-\\d +- +\\d+ +\\d+ +\\d+  .*log"));
    testnet
        .nodes()
        .forEach(node ->
            assertThat(listed)
                .contains(node.name(), node.httpPort() + "", node.folder().log().toString()));
    assertThat(run("testnet", "nodes", "--folder", folder().toString())).isZero();
    assertThat(out.toString()).isEqualTo(listed);
  }

  @Test
  void what_the_chain_that_is_there_is_not_cannot_be_asked_for() throws Exception {
    byte[] genesis = Files.readAllBytes(make().genesis());

    assertRefused("was made with --validators 1, not 5: --fresh", runHere("--validators", "5"));
    assertRefused("was made with --gateways 1, not 2: --fresh", runHere("--gateways", "2"));
    assertRefused(
        "was made with --port-offset 20000, not 0: --fresh", runHere("--port-offset", "0"));
    assertRefused(
        "was made with other values of bitcraps.genesis.…: --fresh",
        runHere("--set", "bitcraps.genesis.betting-window-ms=300"));

    assertThat(Testnet.open(folder()).orElseThrow().genesis()).hasBinaryContent(genesis);
  }

  /** It goes on with the chain as far as it can without a server. */
  @Test
  void what_the_chain_is_may_be_asked_for_and_what_is_not_asked_is_as_it_was() throws Exception {
    make(4);
    for (String[] options :
        new String[][] {
          {},
          {"--validators", "4", "--gateways", "1", "--port-offset", "20000"},
          {"--set", "bitcraps.genesis.betting-window-ms=250"},
          {"--set", "bitcraps.consensus.base-timeout-ms=1000"}
        }) {
      assertThat(runHere(options)).isEqualTo(2);
      assertThat(err.toString())
          .hasLineCount(1)
          .containsAnyOf("run ./mvnw package", "is held by")
          .doesNotContain("made with");
    }
  }

  @Test
  void one_that_runs_in_the_folder_is_left_alone() throws Exception {
    try (FileLock held = Testnet.lock(folder()).orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertRefused("a testnet runs in this folder already", runHere("--fresh"));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void nodes_that_still_run_keep_their_chain() throws Exception {
    Testnet testnet = make();
    byte[] genesis = Files.readAllBytes(testnet.genesis());
    Path server = folder().resolve("validator-0/server");
    Process child =
        new ProcessBuilder("sh", "-c", "echo started; read x", "-Djboss.server.base.dir=" + server)
            .start();
    try {
      assertThat(child.getInputStream().read()).isEqualTo('s');
      Files.writeString(folder().resolve("validator-0/pid"), child.pid() + "\n");
      for (String[] options : new String[][] {{}, {"--fresh"}}) {
        assertRefused(
            "validator-0 still run from before; end each: ./bitcraps testnet stop validator-0"
                + " --folder "
                + folder(),
            runHere(options));
      }
      assertThat(testnet.genesis()).hasBinaryContent(genesis);
      assertRefused("validator-0 runs already", runHere("start", "validator-0"));

      assertThat(runHere("stop", "validator-0")).isZero();
      assertThat(out.toString()).isEqualTo("validator-0 stopped\n");
      assertThat(child.isAlive()).isFalse();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void a_port_that_is_held_costs_no_chain() throws Exception {
    Testnet testnet = make();
    byte[] genesis = Files.readAllBytes(testnet.genesis());
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The HTTP port of the last of five nodes.
      int offset = held.getLocalPort() - 8_080 - 400;
      assertRefused(
          "is held by",
          runHere("--fresh", "--gateways", "1", "--port-offset", Integer.toString(offset)));
    }
    assertThat(Testnet.open(folder()).orElseThrow().genesis()).hasBinaryContent(genesis);
  }

  @Test
  void a_folder_of_something_else_is_not_overwritten() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("thesis.txt"), "unsaved");
    for (String[] options : new String[][] {{}, {"--fresh"}}) {
      assertThat(runHere(options)).isEqualTo(2);
      assertThat(err.toString())
          .containsAnyOf("there is something in " + folder() + " that is no testnet", "is held by");
    }
    assertThat(folder().resolve("thesis.txt")).hasContent("unsaved");
  }
}

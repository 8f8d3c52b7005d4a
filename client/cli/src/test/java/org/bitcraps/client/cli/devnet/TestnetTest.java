package org.bitcraps.client.cli.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bitcraps.crypto.ceremony.MemberHome;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A chain of many servers on one machine: its folders, its ports, and whose process is whose. */
class TestnetTest {

  private static final Parameters FEW = Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1);

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("testnet");
  }

  private Testnet make(int validators, int gateways) throws IOException {
    return make(new Testnet.Plan(validators, gateways, 300, FEW));
  }

  private Testnet make(Testnet.Plan plan) throws IOException {
    return Testnet.make(folder(), plan, new SecureRandom(), Clock.systemUTC());
  }

  /** One that nobody made. */
  private LocalNode node() throws IOException {
    LocalNode node =
        Testnet.planned(temporary.resolve("planned"), new Testnet.Plan(4, 1, 0, FEW))
            .node("validator-2")
            .orElseThrow();
    Files.createDirectories(node.folder().pid().getParent());
    return node;
  }

  /** A shell that waits for us, with the arguments of that node's server and some more. */
  private Process child(LocalNode node, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "echo started; read x"));
    command.addAll(List.of(more));
    command.add("-Djboss.server.base.dir=" + node.folder().server());
    Process child = new ProcessBuilder(command).start();
    // It has its own command line only when it runs.
    assertThat(child.getInputStream().read()).isEqualTo('s');
    Files.writeString(node.folder().pid(), child.pid() + "\n");
    return child;
  }

  @Test
  void whatNodesAreStartedWithIsKeptForThoseThatAreStartedLater() throws Exception {
    Path folder = temporary.resolve("kept");
    Testnet testnet = Testnet.planned(folder, new Testnet.Plan(4, 1, 0, Parameters.defaults()));
    assertThat(testnet.settings()).isEmpty();
    Files.createDirectories(folder);
    SortedMap<String, String> settings =
        new TreeMap<>(Map.of("bitcraps.a", "1", "bitcraps.b", "x=y, z"));
    testnet.keep(settings);
    assertThat(testnet.settings()).isEqualTo(settings);
    testnet.keep(new TreeMap<>());
    assertThat(testnet.settings()).isEmpty();
  }

  @Test
  void what_was_made_is_opened_again() throws Exception {
    Testnet made = make(2, 2);
    Testnet opened = Testnet.open(folder()).orElseThrow();

    assertThat(opened.nodes())
        .extracting(LocalNode::name)
        .containsExactly("validator-0", "validator-1", "gateway-0", "gateway-1");
    for (LocalNode node : made.nodes()) {
      LocalNode again = opened.node(node.name()).orElseThrow();
      assertThat(again.httpPort()).isEqualTo(node.httpPort());
      assertThat(again.managementPort()).isEqualTo(node.managementPort());
      assertThat(again.peersPort()).isEqualTo(node.peersPort());
      assertThat(again.cachesPort()).isEqualTo(node.cachesPort());
      assertThat(again.folder().chain()).isEqualTo(node.folder().chain());
      assertThat(again.folder().genesis()).hasSameBinaryContentAs(made.genesis());
    }
    assertThat(opened.gateways().get(0).httpPort()).isEqualTo(8_380);
    assertThat(opened.node("gateway-2")).isEmpty();
    assertThat(folder().resolve("testnet.unfinished")).doesNotExist();
  }

  @Test
  void a_node_is_told_where_the_others_listen() throws Exception {
    Testnet testnet = make(2, 1);
    for (LocalNode node : testnet.nodes()) {
      String configuration = Files.readString(node.folder().chain().resolve("node.properties"));
      for (LocalNode other : testnet.nodes()) {
        String peer = "bitcraps.peers." + other.name() + "=127.0.0.1:" + other.peersPort() + "\n";
        assertThat(configuration.contains(peer)).isEqualTo(!other.name().equals(node.name()));
        assertThat(configuration)
            .containsOnlyOnce("bitcraps.caches.members=")
            .matches(text ->
                text.contains("127.0.0.1[" + other.cachesPort() + "]")
                    != other.name().equals(node.name()));
      }
    }
  }

  @Test
  void no_testnet_is_there_until_all_of_it_is() throws Exception {
    assertThat(Testnet.open(folder())).isEmpty();
    make(1, 1);
    Files.delete(folder().resolve("testnet.properties"));
    assertThat(Testnet.open(folder())).isEmpty();
    Files.writeString(folder().resolve("testnet.properties"), "validators=4\ngateways=x\n");
    assertThatThrownBy(() -> Testnet.open(folder()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("testnet.properties: gateways is no number");
  }

  @Test
  void ports_of_nodes_never_meet() {
    for (int validators : new int[] {1, 4, 31}) {
      for (int gateways = 1; gateways <= 8; gateways++) {
        Testnet testnet = Testnet.planned(folder(), new Testnet.Plan(validators, gateways, 0, FEW));
        List<Integer> ports = new ArrayList<>();
        for (LocalNode node : testnet.nodes()) {
          ports.addAll(
              List.of(node.httpPort(), node.managementPort(), node.peersPort(), node.cachesPort()));
        }
        assertThat(ports).hasSize(4 * (validators + gateways)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void with_the_greatest_offset_every_port_is_still_one() {
    int most = Testnet.Plan.portOffsetMax(31 + 8);
    assertThat(Testnet.planned(folder(), new Testnet.Plan(31, 8, most, FEW)).nodes())
        .extracting(LocalNode::managementPort)
        .contains(65_535)
        .allMatch(port -> port <= 65_535);
  }

  @Test
  void a_testnet_is_made_in_the_place_of_another() throws Exception {
    byte[] before = Files.readAllBytes(make(2, 1).genesis());
    Files.createDirectories(folder().resolve("bots"));

    Testnet again = make(1, 1);

    assertThat(again.genesis()).exists();
    assertThat(Files.readAllBytes(again.genesis())).isNotEqualTo(before);
    assertThat(names(folder())).containsExactly("gateway-0", "testnet.properties", "validator-0");
  }

  @Test
  void one_that_was_interrupted_is_made_again() throws Exception {
    make(2, 1);
    Files.delete(folder().resolve("testnet.properties"));
    Files.createFile(folder().resolve("testnet.unfinished"));

    make(1, 1);

    assertThat(names(folder())).containsExactly("gateway-0", "testnet.properties", "validator-0");
  }

  @Test
  void a_folder_of_something_else_stays_as_it_is() throws Exception {
    Path theirs = folder().resolve("validator-0/keystore.bcfks");
    Files.createDirectories(theirs.getParent());
    Files.writeString(theirs, "somebody's");

    assertThatThrownBy(() -> make(1, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "there is something in %s that is no testnet: it is not overwritten"
                .formatted(folder()));

    assertThat(theirs).hasContent("somebody's");
    assertThat(names(folder())).containsExactly("validator-0");
  }

  @Test
  void a_chain_that_cannot_be_costs_none_that_is() throws Exception {
    byte[] before = Files.readAllBytes(make(1, 1).genesis());
    Parameters many = FEW.with(Parameter.VALIDATORS_MIN, 5);

    assertThatThrownBy(() -> make(new Testnet.Plan(4, 1, 0, many)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validators: 4, but its parameters want 5 … 100");

    assertThat(Testnet.open(folder()).orElseThrow().genesis()).hasBinaryContent(before);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void one_testnet_per_folder() throws Exception {
    try (FileLock held = Testnet.lock(folder()).orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertThat(Testnet.lock(folder())).isEmpty();
    }
    assertThat(folder()).as("the lock lies beside it").doesNotExist();
    Testnet.lock(folder()).orElseThrow().release();
  }

  @Test
  void garbage_is_no_process() throws Exception {
    LocalNode node = node();
    assertThat(node.process()).isEmpty();
    for (String garbage : new String[] {"", "\n", "x", "12 13", "-1", "0", "9".repeat(30)}) {
      Files.writeString(node.folder().pid(), garbage);
      assertThat(node.process()).as(garbage).isEmpty();
    }
    Files.write(node.folder().pid(), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(node.process()).isEmpty();
  }

  @Test
  void a_process_id_that_is_another_one_s_by_now_is_not_ours() throws Exception {
    LocalNode node = node();
    Files.writeString(node.folder().pid(), Long.toString(ProcessHandle.current().pid()));
    assertThat(node.process()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void the_process_of_one_node_is_not_that_of_another() throws Exception {
    LocalNode node = node();
    LocalNode other =
        new LocalNode(
            "x", new ServerFolder(temporary.resolve("x")), MemberHome.Listening.loopback(0));
    Files.createDirectories(other.folder().pid().getParent());
    Process child = child(node);
    try {
      Files.copy(node.folder().pid(), other.folder().pid());
      assertThat(node.process()).contains(child.toHandle());
      assertThat(other.process()).isEmpty();
    } finally {
      child.destroyForcibly();
    }
  }

  /** A server's command line has ten paths: in a deep folder it is longer than a page. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void a_long_command_line_hides_no_node() throws Exception {
    LocalNode node = node();
    Process child = child(node, "-Dlong=" + "x".repeat(5_000));
    try {
      assertThat(node.process()).contains(child.toHandle());
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void who_was_killed_is_gone_and_its_process_id_is_stale() throws Exception {
    LocalNode node = node();
    Process child = child(node);
    node.kill();
    assertThat(node.process()).isEmpty();
    assertThat(node.folder().pid()).exists();
    assertThat(child.waitFor()).isEqualTo(128 + 9);
    node.kill();
    node.ending().run();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void who_is_asked_to_end_is_awaited() throws Exception {
    LocalNode node = node();
    Process child = child(node);
    node.ending().run();
    assertThat(child.isAlive()).isFalse();
    assertThat(node.process()).isEmpty();
    assertThat(child.exitValue()).isEqualTo(128 + 15);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void who_is_paused_stands_still_until_it_may_go_on() throws Exception {
    LocalNode node = node();
    Process child = child(node);
    try {
      node.signal("STOP");
      awaitStopped(child, true);
      assertThat(node.process()).as("it runs, if slowly").isPresent();
      node.signal("CONT");
      awaitStopped(child, false);
    } finally {
      child.destroyForcibly();
    }
  }

  /** proc(5): the state is the word after the name in parentheses. */
  private static void awaitStopped(Process child, boolean stopped) throws Exception {
    Path stat = Path.of("/proc", Long.toString(child.pid()), "stat");
    while (Files.readString(stat).contains(") T ") != stopped) {
      Thread.sleep(10);
    }
  }

  @Test
  void which_configuration_a_server_has_is_a_matter_of_how_its_node_is_wired() throws Exception {
    Testnet testnet = make(1, 1);
    LocalNode node = testnet.node("validator-0").orElseThrow();
    assertThat(node.launch(new TreeMap<>()).configuration()).isEqualTo("bitcraps-node.xml");
    assertThat(
            node.launch(new TreeMap<>(Map.of("bitcraps.transport", "clustered"))).configuration())
        .isEqualTo("bitcraps-clustered.xml");
    assertThat(Files.readString(node.home().clusterPassword()))
        .as("one for all nodes")
        .matches("[0-9a-f]{64}\n")
        .isEqualTo(
            Files.readString(testnet.node("gateway-0").orElseThrow().home().clusterPassword()));

    Files.writeString(
        node.home().configuration(), "bitcraps.transport = clustered\n", StandardOpenOption.APPEND);
    assertThat(node.launch(new TreeMap<>()).configuration()).isEqualTo("bitcraps-clustered.xml");
    assertThat(node.launch(new TreeMap<>(Map.of("bitcraps.transport", "direct"))).configuration())
        .isEqualTo("bitcraps-node.xml");
    assertThatThrownBy(() -> node.launch(new TreeMap<>(Map.of("bitcraps.transport", "pigeons"))))
        .isInstanceOf(IOException.class)
        .hasMessage("bitcraps.transport=pigeons: must be one of [direct, clustered]");

    Files.delete(node.home().clusterPassword());
    assertThatThrownBy(() -> node.launch(new TreeMap<>()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContainingAll(node.home().clusterPassword().toString(), "--fresh");
  }

  @Test
  void a_node_s_server_listens_on_loopback_and_is_shown_no_secret() throws Exception {
    Testnet testnet = make(1, 1);
    LocalNode node = testnet.node("validator-0").orElseThrow();
    List<String> command =
        ServerProcess.command(
            Path.of("wildfly"),
            node.folder(),
            node.launch(new TreeMap<>(Map.of("bitcraps.gateway.batch-size", "9"))));
    Home home = new Home(node.folder().chain());

    assertThat(command)
        .contains(
            "--server-config=bitcraps-node.xml",
            "--properties=" + home.configuration(),
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.bind.address.private=127.0.0.1",
            "-Djboss.socket.binding.port-offset=" + node.listening().portOffset(),
            "-Djboss.server.base.dir=" + node.folder().server(),
            "-Djboss.server.log.dir=" + node.folder().log(),
            "-Djboss.node.name=validator-0",
            "-Djboss.tx.node.id=validator-0",
            "-Dbitcraps.home=" + home.folder(),
            "-Dbitcraps.gateway.batch-size=9");
    String line = String.join(" ", command);
    String passphrase = Files.readString(home.passphrase(), StandardCharsets.US_ASCII).strip();
    assertThat(line).doesNotContain(passphrase).doesNotContainIgnoringCase("passw");
    assertThat(line).doesNotContainPattern("[0-9a-f]{32}");
    assertThat(home.configuration()).content().doesNotContain(passphrase);
  }
}

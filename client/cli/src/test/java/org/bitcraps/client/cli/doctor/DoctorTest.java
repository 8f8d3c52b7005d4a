package org.bitcraps.client.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.client.cli.doctor.Finding.Level;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever can be wrong with a node is made wrong here, and the doctor says so. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DoctorTest {

  private static final long YEAR_MS = 365L * 86_400_000L;

  /** Two validators and a gateway that nobody spoils. */
  @TempDir private static Path sound;

  private static Testnet testnet;

  @TempDir private Path temporary;
  private final Bench bench = new Bench();
  private String journal = "WHOLE 12 records, 3456 bytes";
  private LocalNode node;

  /** Keys are slow to make. */
  @BeforeAll
  static void make() throws IOException {
    testnet =
        Testnet.make(
            sound.resolve("testnet"),
            new Testnet.Plan(
                2, 1, offset(), Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1)),
            new SecureRandom(),
            Clock.systemUTC());
  }

  /** So that gateway-0's port for players is free, and those of the others most likely. */
  private static int offset() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort() - 8_080;
    }
  }

  @BeforeEach
  void copy() throws IOException {
    node = copy("validator-0");
  }

  private LocalNode copy(String name) throws IOException {
    LocalNode from = testnet.node(name).orElseThrow();
    Path to = temporary.resolve(name);
    try (Stream<Path> walk = Files.walk(from.folder().chain())) {
      Files.createDirectories(to);
      for (Path file : walk.toList()) {
        Files.copy(
            file,
            to.resolve("chain").resolve(from.folder().chain().relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return LocalNode.open(new ServerFolder(to));
  }

  /** A computer of which everything can be said. */
  private static final class Bench implements Machine {
    private int java = 25;
    private long freeBytes = 100L << 30;
    private OptionalLong freeFiles = OptionalLong.of(1_000_000);
    private int held;
    private long aheadMs;

    @Override
    public int java() {
      return java;
    }

    @Override
    public long freeBytes(Path folder) {
      return freeBytes;
    }

    @Override
    public OptionalLong freeFiles(Path folder) {
      return freeFiles;
    }

    @Override
    public boolean isFree(int port) {
      return port != held;
    }

    @Override
    public String holder(int port) {
      return "process 4711 (java)";
    }

    @Override
    public long nowMs() {
      return System.currentTimeMillis() + aheadMs;
    }
  }

  private Home home() {
    return node.home();
  }

  private Doctor doctor() {
    return new Doctor(node, bench, (folder, chain, validator) -> journal);
  }

  /** That one check and no other: to stretch passphrases for each is slow. */
  private Finding about(String what) throws IOException, InterruptedException {
    List<Finding> findings = Finding.none();
    MachineChecks below = new MachineChecks(bench, findings);
    HomeChecks atHome = new HomeChecks(Patient.of(node), bench, findings);
    PeerChecks peers = new PeerChecks(Patient.of(node), bench, findings);
    switch (what) {
      case "java" -> below.java();
      case "disk" -> below.disk(home().folder());
      case "ports" -> below.ports(node);
      case "chain", "settings" -> atHome.chain();
      case "rights" -> atHome.rights();
      case "cluster" -> atHome.cluster();
      case "keys" -> atHome.keys();
      case "certificates" -> atHome.certificates();
      case "journal" -> atHome.journal((folder, chain, validator) -> journal);
      case "clock", "members" -> peers.clock();
      case "server" -> findings.addAll(doctor().examine());
      default -> peers.doors();
    }
    return findings.stream()
        .filter(finding -> finding.about().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing about " + what));
  }

  private void assertThatOf(String what, Level level, String... says)
      throws IOException, InterruptedException {
    Finding finding = about(what);
    assertThat(finding.level()).as(finding.toString()).isEqualTo(level);
    assertThat(List.of(says)).allSatisfy(part -> assertThat(finding.says()).contains(part));
    assertThat(finding.advice().isEmpty()).as("advice").isEqualTo(level == Level.OK);
  }

  private void configure(String key, String value) throws IOException {
    String text = Files.readString(home().configuration());
    assertThat(text).contains("\n" + key + "=");
    Files.writeString(
        home().configuration(), text.replaceFirst("(?m)^" + key + "=.*$", key + "=" + value));
    node = LocalNode.open(node.folder());
  }

  @Test
  void a_node_that_is_well_may_start_though_the_others_are_down() throws Exception {
    assertThat(doctor().beforeStart()).extracting(Finding::level).containsOnly(Level.OK);
    List<Finding> all = doctor().examine();
    assertThat(Finding.isHealthy(all)).isTrue();
    assertThat(all)
        .filteredOn(finding -> finding.level() == Level.WARN)
        .extracting(Finding::about)
        .containsExactly("clock", "validator-1", "gateway-0");
    assertThat(all)
        .extracting(Finding::about)
        .containsSubsequence(
            "java",
            "disk",
            "chain",
            "settings",
            "rights",
            "keys",
            "certificates",
            "journal",
            "ports");
  }

  @Test
  void a_broker_of_a_cluster_needs_its_password_and_an_address_for_the_others() throws Exception {
    assertThat(doctor().beforeStart()).noneMatch(finding -> finding.about().equals("cluster"));

    Files.writeString(
        home().configuration(), "bitcraps.transport=clustered\n", StandardOpenOption.APPEND);
    assertThatOf("cluster", Level.OK, "forward for each other");
    configure("jboss.bind.address.private", "0.0.0.0");
    assertThatOf("cluster", Level.FAIL, "jboss.bind.address.private=0.0.0.0");
    configure("jboss.bind.address.private", "127.0.0.1");
    Files.delete(home().clusterPassword());
    assertThatOf("cluster", Level.FAIL, home().clusterPassword().toString());
    configure("bitcraps.transport", "cluster");
    assertThatOf("cluster", Level.FAIL, "bitcraps.transport=cluster: must be one of");
  }

  @Test
  void a_gateway_keeps_no_journal_and_connects_to_validators_only() throws Exception {
    node = copy("gateway-0");
    Path history = Files.createDirectory(home().folder().resolve("history"));
    Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(doctor().beforeStart())
        .allMatch(finding -> finding.level() == Level.OK)
        .noneMatch(finding -> finding.about().equals("journal"));
    assertThat(doctor().examine())
        .extracting(Finding::about)
        .contains("validator-0", "validator-1")
        .doesNotContain("gateway-0");
  }

  @Test
  void an_old_java() throws Exception {
    bench.java = 24;
    assertThatOf("java", Level.FAIL, "this is Java 24, the server needs 25");
  }

  @Test
  void a_disk_that_is_full_or_nearly() throws Exception {
    bench.freeBytes = (10L << 30) - 1;
    assertThatOf("disk", Level.WARN, "10.0 GB", home().folder().toString());
    bench.freeBytes = (1L << 30) - 1;
    assertThatOf("disk", Level.FAIL);
    bench.freeBytes = 10L << 30;
    bench.freeFiles = OptionalLong.of(100_000);
    assertThatOf("disk", Level.OK, "100000 files free");
    bench.freeFiles = OptionalLong.of(99_999);
    assertThatOf("disk", Level.WARN);
    bench.freeFiles = OptionalLong.of(999);
    assertThatOf("disk", Level.FAIL, "999 files free");
    bench.freeFiles = OptionalLong.empty();
    assertThatOf("disk", Level.OK, "as many as fit");
  }

  @Test
  void a_port_that_is_held() throws Exception {
    bench.held = node.peersPort();
    assertThatOf("ports", Level.FAIL, "port " + node.peersPort() + " is held by process 4711");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_key_that_others_can_read() throws Exception {
    Files.setPosixFilePermissions(
        home().passphrase(), PosixFilePermissions.fromString("rw-r-----"));
    assertThatOf("rights", Level.FAIL, "others may use " + home().passphrase() + " (rw-r-----)");
    Files.setPosixFilePermissions(home().tls(), PosixFilePermissions.fromString("rwx--x--x"));
    assertThatOf("rights", Level.FAIL, "and 1 more");
  }

  @Test
  void a_passphrase_that_is_another_or_missing() throws Exception {
    Files.writeString(home().passphrase(), "wrong\n");
    assertThatOf("keys", Level.FAIL, "the passphrase is wrong, or the file was altered");
    assertThatOf("certificates", Level.FAIL, "password was incorrect");
    Files.delete(home().passphrase());
    assertThatOf("keys", Level.FAIL, home().passphrase().toString());
  }

  @Test
  void keys_that_are_missing_or_of_another_node() throws Exception {
    Path keystore = home().keystore(NodeName.parse("validator-0"));
    LocalNode other = copy("validator-1");
    Files.copy(
        other.home().keystore(NodeName.parse("validator-1")),
        keystore,
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.home().passphrase(), home().passphrase(), StandardCopyOption.REPLACE_EXISTING);
    assertThatOf("keys", Level.FAIL, "genesis has other keys for validator-0");
    Files.delete(keystore);
    assertThatOf("keys", Level.FAIL, "there is no key file " + keystore);
    assertThatThrownBy(() -> LocalNode.open(node.folder()))
        .hasMessage("there are keys of no node in " + home().folder());
  }

  @Test
  void a_genesis_of_another_chain_or_version_or_none() throws Exception {
    Genesis made =
        Decoder.decode(Files.readAllBytes(home().genesis()), Genesis.BYTES_MAX, Genesis::decode);
    Files.write(home().genesis(), of(made, "other", made.protocolVersion()).toWire());
    assertThatOf("keys", Level.FAIL, "the keys belong to chain " + made.chainId());
    assertThatOf("journal", Level.FAIL, "first-start is of another chain");
    Files.write(home().genesis(), of(made, made.name(), 2).toWire());
    assertThatOf("chain", Level.FAIL, "has protocol 2", "(it plays 1)");
    Files.writeString(home().genesis(), "x");
    assertThatThrownBy(() -> doctor().examine())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(home().genesis() + " is damaged: ");
  }

  private static Genesis of(Genesis made, String name, int version) {
    return new Genesis(
        name,
        made.salt(),
        version,
        made.startTimeMs(),
        made.flags(),
        made.parameters(),
        made.rulesHash(),
        made.validators(),
        made.gateways(),
        made.tables(),
        made.mints(),
        made.treasury());
  }

  @Test
  void settings_that_are_not_those_of_the_keys() throws Exception {
    configure("bitcraps.validator.id", "1");
    assertThatOf("settings", Level.FAIL, "bitcraps.validator.id=1", "those of validator-0");
    configure("bitcraps.validator.id", "0");
    configure("bitcraps.role", "gateway");
    assertThatOf("settings", Level.FAIL, "bitcraps.role=gateway");
    configure("bitcraps.role", "validator");
    Files.writeString(
        home().configuration(),
        Files.readString(home().configuration()).replace("bitcraps.peers.validator-1", "#"));
    assertThatOf("settings", Level.FAIL, "lacks [bitcraps.peers.validator-1]");
    configure("jboss.socket.binding.port-offset", "0");
    Files.writeString(
        home().configuration(),
        Files.readString(home().configuration()).replace("port-offset=0", "port-offset=many"));
    assertThatThrownBy(() -> LocalNode.open(node.folder()))
        .hasMessageContaining("port-offset is no number");
  }

  @Test
  void certificates_that_end_or_are_missing() throws Exception {
    bench.aheadMs = 10 * YEAR_MS - 61L * 86_400_000L;
    assertThatOf("certificates", Level.OK, "ours and 2 others are valid");
    bench.aheadMs = 10 * YEAR_MS - 59L * 86_400_000L;
    assertThatOf("certificates", Level.WARN, "[validator-0, validator-1, gateway-0]");
    bench.aheadMs = 10 * YEAR_MS + 86_400_000L;
    assertThatOf("certificates", Level.FAIL, "not valid now: [validator-0, validator-1");
    bench.aheadMs = -2 * 86_400_000L;
    assertThatOf("certificates", Level.FAIL, "not valid now: ");
    bench.aheadMs = 0;
    Files.delete(home().trusted(NodeName.parse("gateway-0")));
    assertThatOf("certificates", Level.FAIL, "gateway-0.p12");
  }

  @Test
  void a_journal_in_whatever_state() throws Exception {
    Path mark = home().firstStart(new ReplicaId(0));
    journal = "UNFIT, if it were asked";
    assertThatOf("journal", Level.OK, "has never started");
    Files.createDirectory(home().journal(new ReplicaId(0)));
    journal = "TORN 12 records, 99 bytes; then 7 bytes at offset 5000 that were never durable";
    assertThatOf("journal", Level.WARN, "7 bytes at offset 5000");
    journal = "UNFIT record 3 at offset 4200 is damaged: …";
    assertThatOf("journal", Level.FAIL, "record 3 at offset 4200 is damaged");
    journal = "OPEN a process has it open";
    assertThatOf("journal", Level.OK);
    journal = "MISSING there is none";
    assertThatOf("journal", Level.OK, "has never started");
    Files.delete(mark);
    assertThatOf("journal", Level.WARN, "has started before (P8)");
    journal = "Error: Could not find or load main class";
    assertThatOf("journal", Level.FAIL, "could not be read");
    journal = "WHOLE 12 records, 99 bytes";
    assertThatOf("journal", Level.OK, "12 records");
    Files.writeString(mark, "0".repeat(64) + "\n");
    assertThatOf("journal", Level.FAIL, "is of another chain");
  }

  @Test
  void the_door_of_another_node() throws Exception {
    LocalNode other = copy("validator-1");
    try (Door door = Door.of(other.home(), other.home())) {
      configure("bitcraps.peers.validator-1", "127.0.0.1:" + door.port());
      assertThatOf("validator-1", Level.OK, "shows the certificate of its member file");
    }
    assertThatOf("validator-1", Level.WARN, "nobody answers at 127.0.0.1:");
  }

  @Test
  void a_door_at_which_another_one_opens() throws Exception {
    LocalNode gateway = copy("gateway-0");
    try (Door door = Door.of(gateway.home(), gateway.home())) {
      configure("bitcraps.peers.validator-1", "127.0.0.1:" + door.port());
      assertThatOf("validator-1", Level.FAIL, "shows another certificate", "(of CN=gateway-0)");
    }
  }

  /** Its operator has another member file of us. */
  @Test
  void a_door_at_which_we_are_not_known() throws Exception {
    Home other = copy("validator-1").home();
    Files.copy(
        other.trusted(NodeName.parse("gateway-0")),
        other.tls().resolve("truststore.p12"),
        StandardCopyOption.REPLACE_EXISTING);
    try (Door door = Door.of(other, other)) {
      configure("bitcraps.peers.validator-1", "127.0.0.1:" + door.port());
      assertThatOf("validator-1", Level.FAIL, "does not know our certificate");
    }
  }

  @Test
  void a_door_of_something_else() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var taken = plain.accept()) {
              taken.getOutputStream().write("220 smtp.example\r\n".getBytes(UTF_8));
              assertThat(taken.getInputStream().read()).isNotNegative();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      configure("bitcraps.peers.validator-1", "127.0.0.1:" + plain.getLocalPort());
      assertThatOf("validator-1", Level.WARN, "nobody answers at 127.0.0.1:");
    }
  }

  @Test
  void a_clock_that_is_off_against_a_gateway() throws Exception {
    AtomicLong aheadMs = new AtomicLong();
    HttpServer gateway = http(testnet.gateways().get(0).httpPort());
    gateway.createContext(
        "/api/v1/games/0",
        exchange -> {
          byte[] body =
              "{\"table\":0,\"name\":\"Main\",\"timeMs\":%d}"
                  .formatted(System.currentTimeMillis() + aheadMs.get())
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    try {
      assertThatOf("clock", Level.OK, "against [gateway-0 ", "the chain allows 200 ms");
      aheadMs.set(60_000);
      assertThatOf("clock", Level.FAIL, "it is off, against [gateway-0 +", "allows 200 ms");
      aheadMs.set(-60_000);
      assertThatOf("clock", Level.FAIL, "it is off, against [gateway-0 -");
    } finally {
      gateway.stop(0);
    }
  }

  @Test
  void a_member_file_that_was_changed() throws Exception {
    Path file = home().member(NodeName.parse("gateway-0"));
    Files.writeString(file, Files.readString(file).replace("address=", "address=x"));
    assertThatOf("members", Level.FAIL, file + ": signature: the file was changed");
    Files.delete(home().charter());
    assertThatOf("members", Level.WARN, "charter.txt");
  }

  private static HttpServer http(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.start();
    return server;
  }

  private static void answer(HttpServer server, Map<String, String> bodies) {
    bodies.forEach((path, body) ->
        server.createContext(
            path,
            exchange -> {
              byte[] bytes = body.getBytes(UTF_8);
              exchange.sendResponseHeaders(body.contains("\"DOWN\"") ? 503 : 200, bytes.length);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            }));
  }

  private Process running() throws IOException {
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "echo started; read x",
                "-Djboss.server.base.dir=" + node.folder().server())
            .start();
    assertThat(child.getInputStream().read()).isEqualTo('s');
    Files.writeString(temporary.resolve("validator-0/pid"), child.pid() + "\n");
    return child;
  }

  private static String health(String status, String condition) {
    String server =
        condition.equals("STARTING") ? "{\"name\":\"server-state\",\"status\":\"DOWN\"}," : "";
    return "{\"status\":\"%s\",\"checks\":[".formatted(status)
        + server
        + "{\"name\":\"validators\",\"status\":\"%s\",\"data\":".formatted(status)
        + "{\"validator-0\":\"%s\",\"views\":\"3\"}}]}".formatted(condition);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_server_that_runs() throws Exception {
    Process child = running();
    try {
      assertThatOf("server", Level.FAIL, "nobody answers on port " + node.managementPort());
      assertThat(doctor().examine()).noneMatch(finding -> finding.about().equals("ports"));
      for (String[] told :
          new String[][] {
            {"UP", "UP", "3", "OK", "does its duty"},
            {"UP", "MUTE", "3", "WARN", "is mute"},
            {"UP", "UP", "2", "WARN", "hears of too few"},
            {"DOWN", "FAILED: disk full", "3", "FAIL", "validators is down {\"validator-0\":"},
            {"DOWN", "STARTING", "3", "FAIL", "the server has not started all of it"}
          }) {
        HttpServer management = http(node.managementPort());
        answer(
            management,
            new TreeMap<>(
                Map.of(
                    "/health/ready",
                    health(told[0], told[1]),
                    "/metrics",
                    "# HELP x\nbitcraps_consensus_quorum_size 3.0\n"
                        + "bitcraps_active_validators{validator=\"0\"} %s.0\n".formatted(told[2])
                        + "bitcraps_consensus_sequence{validator=\"0\"} 1.5E3\n"
                        + "bitcraps_consensus_view{validator=\"0\"} NaN\n")));
        try {
          assertThatOf("server", Level.valueOf(told[3]), told[4]);
          Vitals vitals = Vitals.of(node).orElseThrow();
          assertThat(vitals.condition()).contains(told[1]);
          assertThat(vitals.number("bitcraps_consensus_sequence")).contains(1_500L);
          assertThat(vitals.number("bitcraps_consensus_view")).isEmpty();
        } finally {
          management.stop(0);
        }
      }
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void this_machine_answers() throws Exception {
    ThisMachine machine = new ThisMachine();
    assertThat(machine.java()).isEqualTo(Runtime.version().feature());
    assertThat(machine.freeBytes(temporary)).isPositive();
    machine.freeFiles(temporary).ifPresent(files -> assertThat(files).isNotNegative());
    assertThat(machine.freeFiles(temporary.resolve("none"))).isEmpty();
    assertThat(Math.abs(machine.nowMs() - System.currentTimeMillis())).isLessThan(60_000);
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(machine.isFree(held.getLocalPort())).isFalse();
      assertThat(machine.holder(held.getLocalPort())).contains("process");
    }
  }
}

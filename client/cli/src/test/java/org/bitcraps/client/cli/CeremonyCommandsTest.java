package org.bitcraps.client.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.wire.Decoder;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five operators found a chain as the manual says, each in a folder of its own: the tests are its
 * steps, in this order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CeremonyCommandsTest {

  private static final List<String> NODES =
      List.of("validator-0", "validator-1", "validator-2", "validator-3", "gateway-0");

  @TempDir private static Path root;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;

  private int run(Object... args) {
    return shell.run(args);
  }

  private void assertRefused(int code, String because) {
    assertThat(err.toString()).startsWith("bitcraps: ").contains(because);
    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  private static Path charter() {
    return root.resolve("charter.txt");
  }

  private static Path folder(String node) {
    return root.resolve("of " + node);
  }

  private static Home home(String node) {
    return new Home(folder(node).resolve("chain"));
  }

  private static Path sent() {
    return root.resolve("sent");
  }

  private int keys(String node, Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("keys", "node", node, "--charter", charter(), "--home", folder(node)));
    all.addAll(List.of(more));
    return run(all.toArray());
  }

  private String field(String name) throws IOException {
    return new ObjectMapper().readTree(out.toString()).path(name).asText();
  }

  @Test
  @Order(1)
  void one_writes_the_charter() throws Exception {
    assertThat(
            run(
                "charter",
                "river boat",
                "--start",
                "2027-01-31T18:00:00Z",
                "--set",
                "bitcraps.genesis.betting-window-ms=1500",
                "--out",
                charter()))
        .isZero();
    assertThat(charter())
        .content()
        .contains("name=river boat\n", "start=2027-01-31T18:00:00Z\n", "validators=4\n")
        .contains("gateways=1\n", "flags=testnet faucet\n", "betting-window-ms=1500\n");
    assertThat(out.toString())
        .contains(NodeKeysCommand.readCharter(charter()).digest().hex())
        .contains("./bitcraps keys node validator-0 --charter charter.txt");

    assertRefused(run("charter", "x", "--out", charter()), "it is not overwritten");
    Path other = root.resolve("other.txt");
    assertRefused(
        run("charter", "x", "--validators", "3", "--out", other),
        "there is no such chain: validators: 3, but its parameters want 4 … 100");
    assertRefused(
        run("charter", "x", "--gateways", "0", "--out", other), "no such chain: gateways: ");
    assertRefused(run("charter", " ", "--out", other), "no such chain: name: ");
    assertRefused(run("charter", "x", "--start", "now", "--out", other), "--start is like");
    assertRefused(run("charter", "x", "--flags", "devnet", "--out", other), "--flags devnet: ");
    assertRefused(run("charter", "x", "--bankroll", "-1", "--out", other), "--bankroll is 0 to");
    assertRefused(
        run("charter", "x", "--set", "bitcraps.role=x", "--out", other),
        "--set bitcraps.role: a parameter begins with bitcraps.genesis.");
    assertRefused(
        run("charter", "x", "--set", "bitcraps.genesis.no=1", "--out", other),
        "bitcraps.genesis.no is no parameter");
    assertThat(other).doesNotExist();
    assertThat(run("charter", "x", "--flags", "none", "--out", other)).isZero();
    assertThat(NodeKeysCommand.readCharter(other).flags()).isEmpty();
  }

  @Test
  @Order(2)
  void each_makes_keys_and_shows_one_file() throws Exception {
    assertRefused(keys("bob", "--address", "x:1"), "a node is validator-<id> or gateway-<id>");
    assertRefused(
        keys("validator-4", "--address", "x:1"),
        "node: validator-4, but the charter has 4 validators and 1 gateways");
    assertRefused(keys("validator-0", "--address", "x"), "address: \"x\" must be host:port");
    assertThat(folder("validator-0")).doesNotExist();

    Files.createDirectory(sent());
    for (String node : NODES) {
      assertThat(keys(node, "--address", node + ".example:5445", "--json")).isZero();
      Path file = Path.of(field("public"));
      assertThat(file).isEqualTo(home(node).member(NodeName.parse(node)));
      Files.copy(file, sent().resolve(node + ".member"));
    }
    assertRefused(keys("gateway-0", "--address", "x:1"), "keys are never overwritten");
  }

  @Test
  @Order(3)
  void nobody_starts_before_all_are_known() throws Exception {
    assertRefused(run("init", "--home", root.resolve("none"), sent()), "keys of no node");
    Path one = sent().resolve("validator-0.member");
    assertRefused(
        run("init", "--home", folder("validator-0"), one),
        "member files are missing, of [validator-1, validator-2, validator-3, gateway-0]");
    assertRefused(
        run("init", "--home", folder("validator-0"), sent(), root.resolve("none.member")),
        "none.member");
    assertRefused(
        run("init", "--home", folder("validator-0"), sent(), "--port-offset", "60000"),
        "--port-offset is 0 to 55545");
    Path twice = root.resolve("twice.member");
    Files.copy(one, twice);
    assertRefused(
        run("init", "--home", folder("validator-0"), sent(), twice), "is in " + one + " already");
    Files.writeString(twice, Files.readString(one).replace(".example:", ".mallory:"));
    assertRefused(
        run("init", "--home", folder("validator-0"), twice),
        twice + ": signature: the file was changed");
    assertThat(home("validator-0").genesis()).doesNotExist();
  }

  @Test
  @Order(4)
  void each_makes_the_same_chain_of_the_same_files() throws Exception {
    SortedMap<String, String> chains = new TreeMap<>();
    SortedMap<String, String> members = new TreeMap<>();
    for (String node : NODES) {
      assertThat(run("init", "--home", folder(node), sent(), "--port-offset", "200", "--json"))
          .as(err.toString())
          .isZero();
      chains.put(node, field("chain"));
      members.put(node, field("members"));
      assertThat(home(node).configuration())
          .content()
          .contains("jboss.socket.binding.port-offset=200\n")
          .contains("jboss.bind.address=127.0.0.1\n", "jboss.bind.address.private=0.0.0.0\n");
    }
    assertThat(chains.values().stream().distinct()).hasSize(1);
    assertThat(members.values().stream().distinct()).hasSize(1);
    Genesis genesis = genesis("validator-0");
    assertThat(genesis.chainId()).hasToString(chains.get("gateway-0"));
    assertThat(genesis.name()).isEqualTo("river boat");
    assertThat(genesis.parameters().get(Parameter.BETTING_WINDOW_MS)).isEqualTo(1_500);

    assertThat(run("init", "--home", folder("validator-0"), sent())).isZero();
    assertThat(out.toString()).contains("as it was already").contains(chains.get("gateway-0"));
  }

  private static Genesis genesis(String node) throws IOException {
    return Decoder.decode(
        Files.readAllBytes(home(node).genesis()), Genesis.BYTES_MAX, Genesis::decode);
  }

  /** No secret of a home lies open anywhere; and what is sealed in one opens nowhere else. */
  @Test
  @Order(5)
  void no_secret_of_one_is_anywhere_else() throws Exception {
    Genesis genesis = genesis("validator-0");
    SortedMap<String, String> secrets = new TreeMap<>();
    for (String node : NODES) {
      char[] passphrase = Passphrase.read(home(node).passphrase());
      secrets.put("passphrase of " + node, new String(passphrase));
      try (NodeSecrets opened =
          Keystore.open(
              home(node).keystore(NodeName.parse(node)), passphrase, genesis.chainId().digest())) {
        for (String name : opened.names()) {
          byte[] secret = opened.copyOf(name);
          secrets.put(name + " of " + node, HexFormat.of().formatHex(secret));
          secrets.put(name + " of " + node + " as bytes", new String(secret, ISO_8859_1));
        }
        for (String broker : NODES) {
          secrets.put(
              "password of " + node + " at " + broker,
              BrokerUser.passwords(opened, genesis).apply(broker));
        }
      }
    }
    assertThat(secrets).hasSize(5 + 2 * (4 * 4 + 2) + 25);
    int looked = 0;
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        Optional<String> own =
            NODES.stream()
                .filter(node -> file.equals(home(node).passphrase()))
                .map(node -> "passphrase of " + node)
                .findFirst();
        secrets.forEach((whose, secret) ->
            assertThat(content.contains(secret))
                .as("%s in %s", whose, file)
                .isEqualTo(own.filter(whose::equals).isPresent()));
        looked++;
      }
    }
    assertThat(looked).isGreaterThan(5 * 20);
  }

  @Test
  @Order(6)
  @DisabledOnOs(OS.WINDOWS)
  void homes_are_for_their_owners_only() throws Exception {
    for (String node : NODES) {
      try (Stream<Path> walk = Files.walk(folder(node))) {
        for (Path path : walk.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
              .as(path.toString())
              .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
      }
    }
  }
}

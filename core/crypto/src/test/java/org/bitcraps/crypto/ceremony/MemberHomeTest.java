package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.KeystoreException;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A node's home has all it needs, and nothing by which it could pass for another. */
class MemberHomeTest {

  private static final List<String> NODES =
      List.of("gateway-0", "gateway-1", "validator-0", "validator-1");

  @TempDir private static Path made;

  /** All that was drawn for the chain but its salt. */
  private static final List<byte[]> SECRETS = new ArrayList<>();

  /** Of each node at each broker: {@code of@at}. */
  private static final SortedMap<String, String> PASSWORDS = new TreeMap<>();

  private static Genesis genesis;

  private static Operators operators;

  /** Once: stretching so many passphrases is slow on purpose. */
  @BeforeAll
  static void make() throws IOException {
    RecordingRandom random = new RecordingRandom();
    Charter charter = FoundingTest.charter(2, 2);
    operators = new Operators(made, charter, random);
    operators.join();
    genesis = operators.members().genesis();
    for (String node : NODES) {
      NodeName name = NodeName.parse(node);
      try (NodeSecrets secrets =
          Keystore.open(home(node).keystore(name), passphrase(node), genesis.chainId().digest())) {
        secrets.names().forEach(secret -> SECRETS.add(secrets.copyOf(secret)));
        for (String broker : NODES) {
          PASSWORDS.put(node + "@" + broker, BrokerUser.passwords(secrets, genesis).apply(broker));
        }
      }
    }
  }

  private static Home home(String node) {
    return new Home(made.resolve(node));
  }

  private static char[] passphrase(String node) throws IOException {
    return Passphrase.read(home(node).passphrase());
  }

  private static List<String> others(String node) {
    return NODES.stream().filter(name -> !name.equals(node)).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void a_home_has_exactly_the_files_that_its_node_needs() throws Exception {
    for (String node : NODES) {
      List<String> expected =
          new ArrayList<>(
              List.of(
                  "genesis.bin",
                  "rules.txt",
                  "passphrase",
                  "node.properties",
                  "charter.txt",
                  "members/gateway-0.member",
                  "members/gateway-1.member",
                  "members/validator-0.member",
                  "members/validator-1.member",
                  node + "/keystore.bcfks",
                  "tls/keystore.p12",
                  "tls/truststore.p12",
                  "tls/broker-users.properties",
                  "tls/broker-roles.properties"));
      others(node).forEach(other -> expected.add("tls/trust/" + other + ".p12"));
      if (node.startsWith("validator")) {
        expected.add(node + "/first-start");
      }
      assertThat(files(home(node).folder()))
          .extracting(file -> home(node).folder().relativize(file).toString().replace('\\', '/'))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(home(node).genesis()).hasBinaryContent(genesis.toWire());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_home_is_for_its_owner_only() throws Exception {
    FoundingTest.assertOwnerOnly(home("validator-0").folder(), 5, 18);
    FoundingTest.assertOwnerOnly(home("gateway-0").folder(), 5, 17);
  }

  @Test
  void no_secret_of_any_node_lies_open_in_any_home() throws Exception {
    assertThat(SECRETS).hasSize(2 * 4 + 2 * 2);
    assertThat(PASSWORDS).hasSize(16);
    SortedMap<String, String> passphrases = new TreeMap<>();
    for (String node : NODES) {
      passphrases.put(node, new String(passphrase(node)));
    }
    assertThat(passphrases.values()).doesNotHaveDuplicates();
    int looked = 0;
    for (String node : NODES) {
      for (Path file : files(home(node).folder())) {
        // Every byte as a character, so that bytes are searched as text is.
        String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
        for (byte[] secret : SECRETS) {
          assertThat(bytes.contains(new String(secret, ISO_8859_1)))
              .as("a secret in %s", file)
              .isFalse();
          assertThat(bytes.contains(HexFormat.of().formatHex(secret)))
              .as("a secret's digits in %s", file)
              .isFalse();
        }
        PASSWORDS.forEach((whose, password) -> {
          assertThat(bytes.contains(password)).as("password of %s in %s", whose, file).isFalse();
          assertThat(bytes.contains(new String(HexFormat.of().parseHex(password), ISO_8859_1)))
              .as("password of %s in %s", whose, file)
              .isFalse();
        });
        passphrases.forEach((whose, passphrase) ->
            assertThat(bytes.contains(passphrase))
                .as("passphrase of %s in %s", whose, file)
                .isEqualTo(file.equals(home(whose).passphrase())));
        looked++;
      }
    }
    assertThat(looked).isEqualTo(2 * 18 + 2 * 17);
  }

  @Test
  void the_keys_open_with_the_passphrase_of_their_home_only() throws Exception {
    Path keys = home("validator-1").keystore(new ReplicaId(1));
    Keystore.open(keys, passphrase("validator-1"), genesis.chainId().digest()).close();
    assertThatThrownBy(
            () -> Keystore.open(keys, passphrase("validator-0"), genesis.chainId().digest()))
        .hasMessageContaining(keys.toString());
    Path gateway = home("gateway-1").keystore(new GatewayId(1));
    try (NodeSecrets secrets =
        Keystore.open(gateway, passphrase("gateway-1"), genesis.chainId().digest())) {
      assertThat(BrokerUser.passwords(secrets, genesis).apply("validator-0"))
          .isEqualTo(PASSWORDS.get("gateway-1@validator-0"));
    }
  }

  @Test
  void the_users_of_a_broker_are_exactly_the_other_nodes() throws Exception {
    for (String node : NODES) {
      List<String> users = new ArrayList<>(List.of("#$REALM_NAME=bitcraps-brokers$"));
      List<String> roles = new ArrayList<>();
      for (String other : others(node)) {
        String clear = other + ":bitcraps-brokers:" + PASSWORDS.get(other + "@" + node);
        users.add(
            other
                + "="
                + HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(clear.getBytes(UTF_8))));
        roles.add(other + "=" + other.substring(0, other.indexOf('-')));
      }
      Path tls = home(node).tls();
      assertThat(Files.readAllLines(tls.resolve("broker-users.properties"), US_ASCII))
          .startsWith(users.get(0))
          .containsExactlyInAnyOrderElementsOf(users);
      assertThat(Files.readAllLines(tls.resolve("broker-roles.properties"), US_ASCII))
          .containsExactlyInAnyOrderElementsOf(roles);
    }
  }

  @Test
  void each_other_node_is_known_by_its_certificate_alone_and_all_together() throws Exception {
    SortedMap<String, Certificate> shown = new TreeMap<>();
    for (String node : NODES) {
      KeyStore own = open(home(node).tls().resolve("keystore.p12"), passphrase(node));
      assertThat(Collections.list(own.aliases())).containsExactly("node");
      assertThat(own.isKeyEntry("node")).isTrue();
      shown.put(node, own.getCertificate("node"));
    }
    assertThat(shown.values()).doesNotHaveDuplicates();
    for (String node : NODES) {
      Path tls = home(node).tls();
      assertThat(certificates(tls.resolve("truststore.p12"), passphrase(node)))
          .as("a broker of a cluster connects to itself, too")
          .isEqualTo(shown);
      for (String other : others(node)) {
        assertThat(certificates(tls.resolve("trust").resolve(other + ".p12"), passphrase(node)))
            .isEqualTo(Map.of(other, shown.get(other)));
      }
    }
  }

  private static KeyStore open(Path file, char[] passphrase) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, passphrase);
    }
    return store;
  }

  private static SortedMap<String, Certificate> certificates(Path file, char[] passphrase)
      throws Exception {
    KeyStore store = open(file, passphrase);
    SortedMap<String, Certificate> certificates = new TreeMap<>();
    for (String alias : Collections.list(store.aliases())) {
      assertThat(store.isCertificateEntry(alias)).as(alias).isTrue();
      certificates.put(alias, store.getCertificate(alias));
    }
    return certificates;
  }

  @Test
  void the_configuration_names_the_node_and_where_every_other_node_is_reached() throws Exception {
    for (String node : NODES) {
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(home(node).configuration())) {
        read.load(in);
      }
      String role = node.substring(0, node.indexOf('-'));
      Map<Object, Object> expected = new TreeMap<>();
      expected.put("bitcraps.role", role);
      expected.put("bitcraps." + role + ".id", node.substring(node.length() - 1));
      others(node)
          .forEach(other -> expected.put("bitcraps.peers." + other, other + ".example:5445"));
      expected.put(
          "bitcraps.caches.members",
          others(node).stream()
              .sorted(comparing(other -> other.startsWith("gateway")))
              .map(other -> other + ".example[7600]")
              .collect(joining(",")));
      expected.put("jboss.socket.binding.port-offset", "100");
      expected.put("jboss.bind.address", "127.0.0.1");
      expected.put("jboss.bind.address.private", "127.0.0.1");
      assertThat(read).isEqualTo(expected);
      assertThat(Files.readString(home(node).configuration()))
          .startsWith("# " + node + " of chain " + genesis.chainId() + "\n");
    }
  }

  @Test
  void the_public_files_travel_and_nothing_else() throws Exception {
    for (String node : NODES) {
      for (String other : NODES) {
        assertThat(home(node).member(NodeName.parse(other)))
            .hasBinaryContent(operators.sent().get(other + ".member"));
      }
      assertThat(MemberHome.nodeOf(home(node))).hasToString(node);
    }
  }

  @Test
  void to_join_again_changes_nothing_and_another_chain_is_refused(@TempDir Path folder)
      throws Exception {
    Charter charter = FoundingTest.charter(1, 1);
    Operators few = new Operators(folder, charter, new SecureRandom());
    NodeName node = NodeName.parse("validator-0");
    MemberHome home = new MemberHome(few.home(node), node);
    MemberHome.Listening anywhere = MemberHome.Listening.loopback(0);
    assertThat(home.join(few.members(), anywhere)).isTrue();
    SortedMap<Path, String> before = contents(few.home(node).folder());
    assertThat(home.join(few.members(), anywhere)).isFalse();

    // The gateway has made other keys, and its operator has told some of it.
    NodeName gateway = NodeName.parse("gateway-0");
    Member other =
        Enrolment.enrol(
            new Home(folder.resolve("again")),
            charter,
            gateway,
            "x:1",
            "",
            new SecureRandom(),
            Operators.NOW_MS);
    SortedMap<String, byte[]> files = few.sent();
    files.put("gateway-0.member", other.toText().getBytes(US_ASCII));
    Members others = Members.collect(charter, files, Operators.NOW_MS);
    assertThatThrownBy(() -> home.join(others, anywhere))
        .isInstanceOf(CeremonyException.class)
        .hasMessage(
            "%s is of another chain than %s: a home has one chain, make new keys in another folder"
                .formatted(few.home(node).genesis(), others.genesis().chainId()));
    assertThat(contents(few.home(node).folder())).isEqualTo(before);

    // What was collected of ourselves must be ours.
    MemberHome third = new MemberHome(few.home(gateway), gateway);
    assertThatThrownBy(() -> third.join(others, anywhere))
        .hasMessageStartingWith(
            "the file of gateway-0 that was collected is not the one of this home");
    assertThat(few.home(gateway).genesis()).doesNotExist();
  }

  /** P8: keys that may have signed on a chain are never again keys that have not. */
  @Test
  void a_genesis_that_was_taken_away_brings_no_first_start_back(@TempDir Path folder)
      throws Exception {
    Operators few = new Operators(folder, FoundingTest.charter(1, 1), new SecureRandom());
    NodeName node = NodeName.parse("validator-0");
    Home home = few.home(node);
    MemberHome joined = new MemberHome(home, node);
    assertThat(home.firstStart(node.validator())).doesNotExist();
    joined.join(few.members(), MemberHome.Listening.loopback(0));
    assertThat(home.firstStart(node.validator()))
        .hasContent(few.members().genesis().chainId().toString());

    Files.delete(home.firstStart(node.validator())); // as its first start does
    Files.delete(home.genesis());
    assertThat(joined.join(few.members(), MemberHome.Listening.loopback(0))).isTrue();
    assertThat(home.firstStart(node.validator())).doesNotExist();
    assertThat(home.genesis()).exists();
  }

  @Test
  void keys_are_of_no_chain_before_they_are_given_to_one(@TempDir Path folder) throws Exception {
    Operators few = new Operators(folder, FoundingTest.charter(1, 1), new SecureRandom());
    NodeName node = NodeName.parse("validator-0");
    Home home = few.home(node);
    Digest chain = few.members().genesis().chainId().digest();
    char[] passphrase = Passphrase.read(home.passphrase());
    assertThatThrownBy(() -> Keystore.open(home.keystore(node), passphrase, chain))
        .isInstanceOf(KeystoreException.class)
        .hasMessageContaining("the keys belong to chain " + few.charter().digest());
    new MemberHome(home, node).join(few.members(), MemberHome.Listening.loopback(0));
    Keystore.open(home.keystore(node), passphrase, chain).close();
    assertThatThrownBy(() -> Keystore.open(home.keystore(node), passphrase, few.charter().digest()))
        .as("nobody can give them to another one")
        .isInstanceOf(KeystoreException.class);
  }

  @Test
  void who_has_no_keys_or_those_of_two_cannot_join(@TempDir Path folder) throws Exception {
    Home home = new Home(folder.resolve("home"));
    assertThatThrownBy(() -> MemberHome.nodeOf(home))
        .hasMessage("there are keys of no node in " + home.folder());
    for (String node : List.of("validator-0", "gateway-0")) {
      Path keystore = home.keystore(NodeName.parse(node));
      Files.createDirectories(keystore.getParent());
      Files.createFile(keystore);
    }
    assertThatThrownBy(() -> MemberHome.nodeOf(home))
        .hasMessage("there are keys of more than one node in " + home.folder());
  }

  private static SortedMap<Path, String> contents(Path folder) throws IOException {
    SortedMap<Path, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
    }
    return contents;
  }
}

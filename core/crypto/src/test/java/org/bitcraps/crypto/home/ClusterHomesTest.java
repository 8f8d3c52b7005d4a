package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import org.bitcraps.crypto.NodeSecrets;
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
class ClusterHomesTest {

  private static final List<String> NODES =
      List.of("gateway-0", "gateway-1", "validator-0", "validator-1");

  @TempDir private static Path made;

  /** All that was drawn for the chain but its salt. */
  private static final List<byte[]> SECRETS = new ArrayList<>();

  /** Of each node at each broker: {@code of@at}. */
  private static final SortedMap<String, String> PASSWORDS = new TreeMap<>();

  private static Genesis genesis;

  /** Once: stretching so many passphrases is slow on purpose. */
  @BeforeAll
  static void make() throws IOException {
    RecordingRandom random = new RecordingRandom();
    try (Founding founding = new Founding(FoundingTest.plan(2, 2), random)) {
      genesis = founding.genesis();
      random.filled().stream()
          .filter(drawn -> !genesis.salt().equals(digest(drawn)))
          .forEach(drawn -> SECRETS.add(drawn.clone()));
      for (String broker : NODES) {
        founding
            .validators()
            .forEach(id ->
                PASSWORDS.put(
                    BrokerUser.of(id) + "@" + broker, founding.brokerPassword(id, broker)));
        founding
            .gateways()
            .forEach(id ->
                PASSWORDS.put(
                    BrokerUser.of(id) + "@" + broker, founding.brokerPassword(id, broker)));
      }
      write(founding, made);
    }
  }

  private static Digest digest(byte[] bytes) {
    return Digest.fromBytes(bytes);
  }

  private static void write(Founding founding, Path folder) throws IOException {
    ClusterHomes homes = homes(founding, folder);
    for (ReplicaId id : founding.validators()) {
      homes.write(id);
    }
    for (GatewayId id : founding.gateways()) {
      homes.write(id);
    }
  }

  private static ClusterHomes homes(Founding founding, Path folder) {
    return new ClusterHomes(
        founding,
        node -> new ClusterHomes.Site(new Home(folder.resolve(node)), node + ".example:5445"),
        new SecureRandom(),
        System.currentTimeMillis());
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
    FoundingTest.assertOwnerOnly(home("validator-0").folder(), 4, 13);
    FoundingTest.assertOwnerOnly(home("gateway-0").folder(), 4, 12);
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
    assertThat(looked).isEqualTo(2 * 13 + 2 * 12);
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
      KeyStore own =
          NodeCertificateTest.open(home(node).tls().resolve("keystore.p12"), passphrase(node));
      assertThat(Collections.list(own.aliases())).containsExactly("node");
      assertThat(own.isKeyEntry("node")).isTrue();
      shown.put(node, own.getCertificate("node"));
    }
    assertThat(shown.values()).doesNotHaveDuplicates();
    for (String node : NODES) {
      SortedMap<String, Certificate> expected = new TreeMap<>(shown);
      expected.remove(node);
      Path tls = home(node).tls();
      assertThat(certificates(tls.resolve("truststore.p12"), passphrase(node))).isEqualTo(expected);
      for (String other : others(node)) {
        assertThat(certificates(tls.resolve("trust").resolve(other + ".p12"), passphrase(node)))
            .isEqualTo(Map.of(other, shown.get(other)));
      }
    }
  }

  private static SortedMap<String, Certificate> certificates(Path file, char[] passphrase)
      throws Exception {
    KeyStore store = NodeCertificateTest.open(file, passphrase);
    SortedMap<String, Certificate> certificates = new TreeMap<>();
    for (String alias : Collections.list(store.aliases())) {
      assertThat(store.isCertificateEntry(alias)).as(alias).isTrue();
      certificates.put(alias, store.getCertificate(alias));
    }
    return certificates;
  }

  @Test
  void the_configuration_names_the_node_and_every_other_node_s_broker() throws Exception {
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
      assertThat(read).isEqualTo(expected);
      assertThat(Files.readString(home(node).configuration()))
          .startsWith("# " + node + " of chain " + genesis.chainId() + "\n");
    }
  }

  @Test
  void a_home_that_is_there_is_not_overwritten(@TempDir Path folder) throws Exception {
    try (Founding founding = new Founding(FoundingTest.plan(1, 1), new SecureRandom())) {
      write(founding, folder);
    }
    SortedMap<Path, String> before = contents(folder);
    try (Founding another = new Founding(FoundingTest.plan(1, 1), new SecureRandom())) {
      ClusterHomes homes = homes(another, folder);
      assertThatThrownBy(() -> homes.write(new ReplicaId(0)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "there is something in %s already: a home is not overwritten"
                  .formatted(folder.resolve("validator-0")));
      assertThatThrownBy(() -> homes.write(new GatewayId(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.resolve("gateway-0").toString());
    }
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void a_home_may_be_a_folder_in_which_nothing_is(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("gateway-0"));
    try (Founding founding = new Founding(FoundingTest.plan(1, 1), new SecureRandom())) {
      homes(founding, folder).write(new GatewayId(0));
    }
    assertThat(new Home(folder.resolve("gateway-0")).genesis()).exists();
  }

  private static SortedMap<Path, String> contents(Path folder) throws IOException {
    SortedMap<Path, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      contents.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
    }
    return contents;
  }
}

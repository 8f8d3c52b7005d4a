package org.bitcraps.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.client.cli.doctor.Doctor;
import org.bitcraps.client.cli.doctor.Finding;
import org.bitcraps.client.cli.doctor.Journals;
import org.bitcraps.client.cli.doctor.ThisMachine;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.server.Vandal;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four validators and a gateway in five servers, over mutual TLS: a bet is verified, the primary
 * dies, comes back, and is needed, for then another one dies. Meanwhile a member of their caches
 * empties and poisons them.
 */
@Timeout(900)
class ClusterIT {

  /** Neither a running devnet's or testnet's ports, nor those of the suite's servers. */
  private static final int PORT_OFFSET = Integer.getInteger("bitcraps.cluster.port-offset", 4_000);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final TableId TABLE = new TableId(0);
  private static final long STAKE = 1_320;
  private static final long POLL_MS = 50;

  @TempDir private Path root;

  private final Path wildfly = Path.of(System.getProperty("bitcraps.server.home"));
  private final List<SignedBet> placed = new ArrayList<>();

  @Test
  void validators_in_servers_of_their_own_die_and_come_back() throws Exception {
    Testnet testnet =
        Testnet.make(
            root.resolve("with a space"),
            new Testnet.Plan(
                4, 1, PORT_OFFSET, Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, 1_500)),
            new SecureRandom(),
            Clock.systemUTC());
    testnet.prepare(wildfly, Path.of(System.getProperty("bitcraps.ear")));
    LocalNode gateway = testnet.gateways().get(0);
    deployVandal(gateway);
    URI url = URI.create("http://127.0.0.1:" + gateway.httpPort());
    long beganNanos = System.nanoTime();
    try (BitcrapsClient client = BitcrapsClient.of(url)) {
      testnet.start(wildfly);
      await("the gateway is ready", () -> Player.await(client.ready()));
      awaitBlocks(client, 1);
      say("five servers decide after %.1f s", beganNanos);
      Genesis genesis = Player.await(client.genesis());
      assertThat(genesis.flags())
          .containsExactlyInAnyOrder(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET);
      Player player = new Player(client, PlayerKey.generate(), genesis);
      assertThat(player.fund(10 * STAKE, PATIENCE)).isTrue();
      betAndVerify(player, genesis);
      assertThat(statusCode(validator(testnet, 0).httpPort(), "/api/v1/genesis"))
          .as("a validator talks to no player")
          .isEqualTo(403);
      for (LocalNode node : testnet.nodes()) {
        // Three decide; the fourth may be later, and a server is ready when it has started whole.
        await(node.name() + " is ready", () -> isReady(node));
      }

      theDoctorFindsThemWell(testnet);
      onlyTheseNodesShareCaches(testnet);
      await(
          "verdicts have come into the gateway's memory",
          () -> Vandal.at(url, "signatures", "look") > 0);

      LocalNode primary = validator(testnet, status(client).path("primary").asInt());
      long killedNanos = System.nanoTime();
      primary.kill();
      awaitBlocks(client, 3);
      say("without its primary the chain goes on after %.1f s", killedNanos);
      betAndVerify(player, genesis);

      await("it is gone", () -> primary.process().isEmpty());
      assertThat(findings(primary))
          .as("a journal that a kill has left")
          .anySatisfy(finding -> {
            assertThat(finding.about()).isEqualTo("journal");
            assertThat(finding.level()).isNotEqualTo(Finding.Level.FAIL);
            assertThat(finding.says()).matches("[1-9][0-9]* records, [1-9][0-9]* bytes.*");
          });
      primary.folder().prepare(wildfly.resolve("standalone"), application());
      long startedNanos = System.nanoTime();
      assertThat(primary.start(wildfly, new TreeMap<>()).isAlive()).isTrue();
      await("it stands where it died", () -> says(primary, " stands in view "));
      say("the primary stands again after %.1f s", startedNanos);
      await(
          "it has what it once checked from the others' memory",
          () -> used(primary, "signatures") > 0);
      say("after %.1f s it has its verdicts from the others' memory", startedNanos);

      for (String deed : List.of("poison", "empty")) {
        Vandal.everywhere(url, deed);
        betAndVerify(player, genesis);
      }

      LocalNode other =
          testnet.nodes().stream()
              .filter(node -> node.name().startsWith("validator") && !node.equals(primary))
              .findFirst()
              .orElseThrow();
      long secondNanos = System.nanoTime();
      other.kill();
      awaitBlocks(client, 3);
      say("with the one that came back, and without another, it goes on after %.1f s", secondNanos);
      betAndVerify(player, genesis);
      long head = sequence(client);
      gateway.kill();
      gateway.folder().prepare(wildfly.resolve("standalone"), application());
      deployVandal(gateway);
      long thirdNanos = System.nanoTime();
      assertThat(gateway.start(wildfly, new TreeMap<>()).isAlive()).isTrue();
      await("the gateway has caught up", () -> sequence(client) >= head);
      say("the gateway has executed all blocks again after %.1f s", thirdNanos);
      await("it has started whole", () -> isReady(gateway));
      await("blocks have come into its memory", () -> Vandal.at(url, "blocks", "look") > 0);
      // How many it took from there is a matter of which came first, the cache or the validators.
      System.out.printf("ClusterIT: %.0f of them were in its memory%n", used(gateway, "blocks"));
      betAndVerify(player, genesis);
      everyBetStands(player, genesis);
      tellsHowLongItTakes(testnet);
      assertThat(player.account().balance()).isNotNegative();
    } finally {
      testnet.stop();
    }
    logsAreQuietAndTellNoSecret(testnet);
  }

  /** Each sees the others' doors open, and knows what time it is; nothing of it fails. */
  private static void theDoctorFindsThemWell(Testnet testnet) throws Exception {
    for (LocalNode node : testnet.nodes()) {
      List<Finding> findings = findings(node);
      assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.FAIL);
      assertThat(findings)
          .filteredOn(finding -> finding.about().matches("(validator|gateway)-.*|clock|server"))
          .hasSize(4 + 2)
          .allMatch(finding ->
              finding.level() == Finding.Level.OK
                  || (node.isGateway() && finding.about().equals("clock")));
    }
  }

  private static List<Finding> findings(LocalNode node) throws Exception {
    return new Doctor(node, new ThisMachine(), Journals.of(application())).examine();
  }

  /** Into the server of a member, beside our application. */
  private static void deployVandal(LocalNode node) {
    Path deployments = node.folder().server().resolve("deployments");
    Vandal.war().as(ZipExporter.class).exportTo(deployments.resolve("vandal.war").toFile());
  }

  private static double used(LocalNode node, String cache) throws Exception {
    return metric(
        get(node.managementPort(), "/metrics").body(),
        "bitcraps_cache_entries_total",
        "cache=\"" + cache + "\"",
        "event=\"used\"");
  }

  /** Who has a certificate of this chain is let in; who made himself one, or has none, is not. */
  private void onlyTheseNodesShareCaches(Testnet testnet) throws Exception {
    Path own = root.resolve("own.p12");
    char[] passphrase = "of a stranger".toCharArray();
    NodeCertificate.make("validator-0", new SecureRandom(), Clock.systemUTC().millis())
        .writeKeystore(own, passphrase);
    Home member = new Home(validator(testnet, 1).folder().chain());
    KeyManager[] keys =
        Stranger.keys(member.tls().resolve("keystore.p12"), Passphrase.read(member.passphrase()));
    for (LocalNode node : List.of(validator(testnet, 0), testnet.gateways().get(0))) {
      int port = node.cachesPort();
      await("a member is let in", () -> Stranger.refusal(port, keys).isEmpty());
      assertThat(Stranger.refusal(port, Stranger.keys(own, passphrase))).isPresent();
      assertThat(Stranger.refusal(port)).isPresent();
    }
  }

  private static boolean isReady(LocalNode node) throws Exception {
    return statusCode(node.managementPort(), "/health/ready") == 200;
  }

  /** What each validator that runs has counted, as Prometheus reads it. */
  private static void tellsHowLongItTakes(Testnet testnet) throws Exception {
    for (LocalNode node : testnet.nodes()) {
      if (node.name().startsWith("validator") && node.process().isPresent()) {
        String metrics = get(node.managementPort(), "/metrics").body();
        double blocks = metric(metrics, "bitcraps_consensus_latency_seconds_count");
        double seconds = metric(metrics, "bitcraps_consensus_latency_seconds_sum");
        System.out.printf(
            "ClusterIT: %s saw %.0f of %.0f blocks from their proposal on, %.1f ms each%n",
            node.name(),
            blocks,
            metric(metrics, "bitcraps_consensus_rounds_total"),
            1_000 * seconds / blocks);
        assertThat(blocks).isPositive();
        assertThat(metric(metrics, "bitcraps_total_validators")).isEqualTo(4);
      }
    }
  }

  private static double metric(String metrics, String name, String... tags) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
  }

  private static int statusCode(int port, String path) throws Exception {
    return get(port, path).statusCode();
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static Path application() {
    return Path.of(System.getProperty("bitcraps.ear"));
  }

  private static LocalNode validator(Testnet testnet, int id) {
    return testnet.node("validator-" + id).orElseThrow();
  }

  private void betAndVerify(Player player, Genesis genesis) {
    SignedBet bet = player.bet(TABLE, BetType.FIELD, STAKE, PATIENCE);
    placed.add(bet);
    verify(player, bet, genesis);
  }

  /** Also what was decided by validators that died since. */
  private void everyBetStands(Player player, Genesis genesis) {
    placed.forEach(bet -> verify(player, bet, genesis));
  }

  private static void verify(Player player, SignedBet bet, Genesis genesis) {
    ProofFile proof = player.awaitProof(TABLE, bet.id(), PATIENCE);
    assertThat(proof.verify(genesis.chainId()).result()).isInstanceOf(Verdict.Verified.class);
  }

  private static JsonNode status(BitcrapsClient client) {
    return Player.await(client.status());
  }

  /** So many more than there are now. */
  private static void awaitBlocks(BitcrapsClient client, int more) throws Exception {
    long before = sequence(client);
    await(more + " more blocks", () -> sequence(client) >= before + more);
  }

  private static long sequence(BitcrapsClient client) {
    try {
      return status(client).path("sequence").asLong();
    } catch (ProblemException e) {
      return 0; // No block has reached the gateway yet.
    }
  }

  private static boolean says(LocalNode node, String words) {
    try {
      return Files.readString(node.folder().log().resolve("server.log")).contains(words);
    } catch (IOException e) {
      return false;
    }
  }

  /** What may come true, once there is somebody to ask. */
  @FunctionalInterface
  private interface Condition {

    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isTrue(condition)) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.sleep(POLL_MS);
    }
  }

  private static boolean isTrue(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (UnreachableException | IOException e) {
      return false; // Nobody is there yet.
    }
  }

  private static void say(String what, long sinceNanos) {
    System.out.printf("ClusterIT: " + what + "%n", (System.nanoTime() - sinceNanos) / 1e9);
  }

  /**
   * Peers that die, and strangers, are warnings of Artemis and JGroups; nothing of ours fails, and
   * no passphrase is told.
   *
   * <p>WildFly warns too whenever somebody asks a server whether it is well and it is not yet
   * (WFLYMPHEALTH0003), as this test does itself until it is; how often is a matter of the machine.
   */
  private static void logsAreQuietAndTellNoSecret(Testnet testnet) throws IOException {
    for (LocalNode node : testnet.nodes()) {
      String passphrase = Files.readString(node.folder().chain().resolve("passphrase")).strip();
      try (Stream<Path> logs = Files.list(node.folder().log())) {
        for (Path log : logs.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(log);
          assertThat(text).as("%s tells no secret", log).doesNotContain(passphrase);
          assertThat(
                  text.lines()
                      .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                      .filter(line ->
                          Stream.of(
                                  "org.apache.activemq.artemis",
                                  "org.jgroups",
                                  "org.infinispan",
                                  "WFLYMPHEALTH0003")
                              .noneMatch(line::contains))
                      .toList())
              .as("%s", log)
              .isEmpty();
        }
      }
    }
  }
}

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
import java.util.SortedMap;
import java.util.stream.Stream;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.ProofFile;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.server.BigSlip;

/** Four validators and a gateway in five servers, and a player at the gateway. */
final class FiveServers implements AutoCloseable {

  /** Neither a running devnet's or testnet's ports, nor those of the suite's servers. */
  private static final int PORT_OFFSET = Integer.getInteger("bitcraps.cluster.port-offset", 4_000);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final TableId TABLE = new TableId(0);
  private static final long STAKE = 1_320;
  private static final long POLL_MS = 50;

  private final String teller;
  private final Path wildfly = Path.of(System.getProperty("bitcraps.server.home"));
  private final Testnet testnet;
  private final BitcrapsClient client;
  private final List<SignedBet> placed = new ArrayList<>();
  private Genesis genesis;
  private Player player;

  /**
   * Founds them; none runs yet.
   *
   * @param teller whose figures are told
   * @param settings keys of the application for every node
   */
  FiveServers(String teller, Path folder, SortedMap<String, String> settings) throws IOException {
    this.teller = teller;
    this.testnet =
        Testnet.make(
            folder,
            new Testnet.Plan(
                4, 1, PORT_OFFSET, Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, 1_500)),
            new SecureRandom(),
            Clock.systemUTC());
    testnet.prepare(wildfly, application());
    testnet.keep(settings);
    this.client = BitcrapsClient.of(url());
  }

  static Path application() {
    return Path.of(System.getProperty("bitcraps.ear"));
  }

  List<LocalNode> nodes() {
    return testnet.nodes();
  }

  LocalNode validator(int id) {
    return testnet.node("validator-" + id).orElseThrow();
  }

  LocalNode gateway() {
    return testnet.gateways().get(0);
  }

  /** Where the gateway serves players. */
  URI url() {
    return URI.create("http://127.0.0.1:" + gateway().httpPort());
  }

  /** Starts all, and waits until they decide and the player has money. */
  void start() throws Exception {
    long beganNanos = System.nanoTime();
    testnet.start(wildfly);
    await("the gateway is ready", () -> Player.await(client.ready()));
    awaitBlocks(1);
    say("five servers decide after %.1f s", beganNanos);
    genesis = Player.await(client.genesis());
    player = new Player(client, PlayerKey.generate(), genesis);
    assertThat(player.fund(10 * STAKE, PATIENCE)).isTrue();
  }

  Genesis genesis() {
    return genesis;
  }

  /** Three decide; the fourth may be later, and a server is ready when it has started whole. */
  void awaitAllReady() throws Exception {
    for (LocalNode node : nodes()) {
      await(node.name() + " is ready", () -> isReady(node));
    }
  }

  static boolean isReady(LocalNode node) throws Exception {
    return statusCode(node.managementPort(), "/health/ready") == 200;
  }

  /** The validator whose turn it is. */
  LocalNode primary() {
    return validator(status().path("primary").asInt());
  }

  /** A validator that is another one. */
  LocalNode validatorBut(LocalNode one) {
    return nodes().stream()
        .filter(node -> !node.isGateway() && !node.equals(one))
        .findFirst()
        .orElseThrow();
  }

  /** As a crash would; the others go on. */
  void killAndGoOn(LocalNode node, String said) throws Exception {
    long killedNanos = System.nanoTime();
    node.kill();
    awaitBlocks(3);
    say(said, killedNanos);
  }

  /** In a new server folder, as after every start. */
  void startAgain(LocalNode node) throws IOException {
    node.folder().prepare(wildfly.resolve("standalone"), application());
    startPrepared(node);
  }

  void startPrepared(LocalNode node) throws IOException {
    assertThat(node.start(wildfly, testnet.settings()).isAlive()).isTrue();
  }

  /** Starts a validator again, and waits until it stands where it died. */
  void standUpAgain(LocalNode node) throws Exception {
    long startedNanos = System.nanoTime();
    startAgain(node);
    await("it stands where it died", () -> says(node, " stands in view "));
    say(node.name() + " stands again after %.1f s", startedNanos);
  }

  Path wildfly() {
    return wildfly;
  }

  void betAndVerify() {
    SignedBet bet = player.bet(TABLE, BetType.FIELD, STAKE, PATIENCE);
    placed.add(bet);
    verify(bet);
  }

  /** A body whose verdict its validators share. */
  void betMuchAtOnce() throws Exception {
    BigSlip.place(client, genesis, TABLE, PATIENCE);
  }

  /** Also what was decided by validators that died since. */
  void everyBetStands() {
    placed.forEach(this::verify);
    assertThat(player.account().balance()).isNotNegative();
  }

  private void verify(SignedBet bet) {
    ProofFile proof = player.awaitProof(TABLE, bet.id(), PATIENCE);
    assertThat(proof.verify(genesis.chainId()).result()).isInstanceOf(Verdict.Verified.class);
  }

  private JsonNode status() {
    return Player.await(client.status());
  }

  /** So many more than there are now. */
  void awaitBlocks(int more) throws Exception {
    long before = sequence();
    await(more + " more blocks", () -> sequence() >= before + more);
  }

  /** The last block at the gateway. */
  long sequence() {
    try {
      return status().path("sequence").asLong();
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

  /** What the gateway and each validator that runs have counted, as Prometheus reads it. */
  void tellHowLongItTakes() throws Exception {
    for (LocalNode node : nodes()) {
      if (!node.isGateway() && node.process().isPresent()) {
        String metrics = get(node.managementPort(), "/metrics").body();
        double blocks = metric(metrics, "bitcraps_consensus_latency_seconds_count");
        double seconds = metric(metrics, "bitcraps_consensus_latency_seconds_sum");
        System.out.printf(
            "%s: %s saw %.0f of %.0f blocks from their proposal on, %.1f ms each%n",
            teller,
            node.name(),
            blocks,
            metric(metrics, "bitcraps_consensus_rounds_total"),
            1_000 * seconds / blocks);
        assertThat(blocks).isPositive();
        assertThat(metric(metrics, "bitcraps_total_validators")).isEqualTo(4);
      }
    }
    String metrics = get(gateway().managementPort(), "/metrics").body();
    double orders = metric(metrics, "bitcraps_bet_ingress_latency_seconds_count");
    System.out.printf(
        "%s: %.0f orders of %.0f were in a block %.1f ms after the gateway had taken them%n",
        teller,
        orders,
        metric(metrics, "bitcraps_gateway_orders_total", "status=\"accepted\""),
        1_000 * metric(metrics, "bitcraps_bet_ingress_latency_seconds_sum") / orders);
    assertThat(orders).isPositive();
    assertThat(metric(metrics, "bitcraps_gateway_sequence")).isPositive();
  }

  static double metric(String metrics, String name, String... tags) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> Stream.of(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + metrics));
  }

  static int statusCode(int port, String path) throws Exception {
    return get(port, path).statusCode();
  }

  static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  /** What may come true, once there is somebody to ask. */
  @FunctionalInterface
  interface Condition {

    boolean holds() throws Exception;
  }

  static void await(String what, Condition condition) throws Exception {
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

  void say(String what, long sinceNanos) {
    System.out.printf(teller + ": " + what + "%n", (System.nanoTime() - sinceNanos) / 1e9);
  }

  /** Ends all of them. */
  @Override
  public void close() {
    client.close();
    testnet.stop();
  }

  /**
   * Peers that die, and strangers, are warnings of Artemis and JGroups; nothing of ours fails, and
   * no passphrase is told.
   *
   * <p>WildFly warns too whenever somebody asks a server whether it is well and it is not yet
   * (WFLYMPHEALTH0003), as this test does itself until it is; how often is a matter of the machine.
   */
  void logsAreQuietAndTellNoSecret() throws IOException {
    for (LocalNode node : nodes()) {
      List<String> secrets = new ArrayList<>();
      for (Path secret : List.of(node.home().passphrase(), node.home().clusterPassword())) {
        secrets.add(Files.readString(secret).strip());
      }
      try (Stream<Path> logs = Files.list(node.folder().log())) {
        for (Path log : logs.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(log);
          assertThat(text).as("%s tells no secret", log).doesNotContain(secrets);
          assertThat(text)
              .as("%s: while something of it waits for caches, a deployment would count so", log)
              .doesNotContain("\"bitcraps.ear\":\"FAILED\"");
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

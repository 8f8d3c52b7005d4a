package org.bitcraps.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.evidence.genesis.Parameters;

/**
 * Four validators and two gateways, each in a server of its own, with a {@link Link} between any
 * two.
 */
final class Cluster implements AutoCloseable {

  static final int VALIDATORS = 4;
  static final int GATEWAYS = 2;

  private final Path wildfly;
  private final Path application;
  private final Testnet testnet;
  private final Links links;
  private final SortedMap<String, String> settings;
  private final Optional<SmallDisk> disk;
  private final Optional<OtherClock> clock;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private int lives;
  private boolean closed;

  private Cluster(
      Path wildfly,
      Path application,
      Testnet testnet,
      Links links,
      SortedMap<String, String> settings,
      Set<Fault> kinds)
      throws IOException, InterruptedException {
    this.wildfly = wildfly;
    this.application = application;
    this.testnet = testnet;
    this.links = links;
    this.settings = settings;
    this.disk =
        kinds.contains(Fault.FULL_DISK)
            ? SmallDisk.under(validator(VALIDATORS - 1))
            : Optional.empty();
    this.clock =
        kinds.contains(Fault.CLOCK_JUMP)
            ? OtherClock.of(validator(VALIDATORS - 2))
            : Optional.empty();
  }

  /**
   * Founds a chain in that folder and starts its servers.
   *
   * @param wildfly the configured server
   * @param application the EAR
   * @param kinds what will be done to it: a clock or a disk of its own costs a node time
   */
  static Cluster start(
      Path wildfly,
      Path application,
      Path folder,
      int portOffset,
      Parameters parameters,
      SortedMap<String, String> settings,
      long seed,
      Set<Fault> kinds)
      throws IOException, InterruptedException {
    Testnet testnet =
        Testnet.make(
            folder,
            new Testnet.Plan(VALIDATORS, GATEWAYS, portOffset, parameters),
            new SecureRandom(),
            Clock.systemUTC());
    Links links = Links.between(testnet, seed);
    Cluster cluster = new Cluster(wildfly, application, testnet, links, settings, kinds);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "stop-cluster"));
    testnet.prepare(wildfly, application);
    for (LocalNode node : testnet.nodes()) {
      cluster.begin(node);
    }
    return cluster;
  }

  private synchronized void begin(LocalNode node) throws IOException {
    if (closed) {
      throw new IOException("the cluster was closed");
    }
    node.start(
        wildfly,
        settings,
        clock.filter(of -> of.isOf(node)).map(OtherClock::environment).orElse(Map.of()));
  }

  /** Starts a node again that has ended; the log of its last life is kept beside the new one. */
  void restart(LocalNode node) throws IOException {
    Path log = node.folder().log();
    if (Files.exists(log)) {
      Files.move(log, log.resolveSibling("log-" + ++lives));
    }
    node.folder().prepare(wildfly.resolve("standalone"), application);
    begin(node);
  }

  /** Restarts a server's broker and all else in it, in the same process. */
  void reload(LocalNode node) throws IOException, InterruptedException {
    Process cli =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                wildfly.resolve("jboss-modules.jar").toString(),
                "-mp",
                wildfly.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--connect",
                "--controller=127.0.0.1:" + node.managementPort(),
                "--timeout=30000",
                "--command=:reload")
            .redirectErrorStream(true)
            .redirectOutput(node.folder().log().resolve("reload.log").toFile())
            .start();
    if (cli.waitFor() != 0) {
      throw new IOException(
          "reload of " + node.name() + ": see " + node.folder().log().resolve("reload.log"));
    }
  }

  Links links() {
    return links;
  }

  /** The validator whose disk can be made full, if this machine lets us. */
  Optional<SmallDisk> disk() {
    return disk;
  }

  /** The validator whose clock can be set, if this machine lets us. */
  Optional<OtherClock> clock() {
    return clock;
  }

  byte[] genesis() throws IOException {
    return Files.readAllBytes(testnet.genesis());
  }

  List<LocalNode> nodes() {
    return testnet.nodes();
  }

  List<LocalNode> gateways() {
    return testnet.gateways();
  }

  LocalNode validator(int id) {
    return testnet.node("validator-" + id).orElseThrow();
  }

  /** Whether it says that it is ready. */
  boolean ready(LocalNode node) throws InterruptedException {
    return ask(node, "/health/ready").map(answer -> answer.statusCode() == 200).orElse(false);
  }

  /** The last certified block that a validator has; −1 if it does not say. */
  long sequence(LocalNode node) throws InterruptedException {
    return ask(node, "/metrics").stream()
        .flatMap(answer -> answer.body().lines())
        .filter(line -> line.startsWith("bitcraps_consensus_sequence"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private Optional<HttpResponse<String>> ask(LocalNode node, String path)
      throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + node.managementPort() + path);
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Also while somebody is starting a node: after this none is. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    testnet
        .nodes()
        .forEach(node -> {
          try {
            node.signal("CONT");
          } catch (IOException e) {
            // It is killed below.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    testnet.stop();
    disk.ifPresent(SmallDisk::close);
    try {
      links.close();
    } catch (IOException e) {
      // They end with us.
    }
  }
}

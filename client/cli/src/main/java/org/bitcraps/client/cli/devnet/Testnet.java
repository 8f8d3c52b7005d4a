package org.bitcraps.client.cli.devnet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.crypto.ceremony.Enrolment;
import org.bitcraps.crypto.ceremony.Member;
import org.bitcraps.crypto.ceremony.MemberHome;
import org.bitcraps.crypto.ceremony.Members;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * A chain on one machine whose nodes each have a server, a broker and a home of their own.
 *
 * <pre>
 *   testnet.properties      how many nodes, and their ports; there only when all homes are
 *   testnet.unfinished      there while they are made, and after that was interrupted
 *   validator-0/ …          a {@link ServerFolder} for each node
 *   gateway-0/ …
 *   settings                keys of the application for every node, as they were last started
 *   bots/                   keys of the bots
 * </pre>
 */
public final class Testnet {

  /** Between the ports of two nodes. */
  private static final int PORTS_APART = 100;

  /** A billion chips: no toy's player will ever see its end. */
  private static final long BANKROLL = Chips.UNIT * 1_000_000_000L;

  private final Path folder;
  private final int validators;
  private final int gateways;
  private final int portOffset;

  private Testnet(Path folder, int validators, int gateways, int portOffset) {
    this.folder = folder;
    this.validators = validators;
    this.gateways = gateways;
    this.portOffset = portOffset;
  }

  /**
   * Makes that folder ours until the process ends; the lock lies beside it.
   *
   * @return empty if another testnet runs there
   */
  public static Optional<FileLock> lock(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    return ServerFolder.lock(absolute.resolveSibling(absolute.getFileName() + ".lock"));
  }

  /** The testnet that was made in that folder; empty if there is none. */
  public static Optional<Testnet> open(Path folder) throws IOException {
    Path file = folder.resolve("testnet.properties");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      read.load(in);
    }
    return Optional.of(
        new Testnet(
            folder.toAbsolutePath().normalize(),
            number(file, read, "validators"),
            number(file, read, "gateways"),
            number(file, read, "port-offset")));
  }

  private static int number(Path file, Properties read, String key) throws IOException {
    try {
      return Integer.parseInt(read.getProperty(key, ""));
    } catch (NumberFormatException e) {
      throw new IOException(file + ": " + key + " is no number", e);
    }
  }

  /** What a testnet is made of. */
  public record Plan(int validators, int gateways, int portOffset, Parameters parameters) {

    /** With more than this a node's port would be none. */
    public static int portOffsetMax(int nodes) {
      return LocalNode.PORT_OFFSET_MAX - (nodes - 1) * PORTS_APART;
    }
  }

  /** The testnet that {@link #make} would make; nothing is written. */
  public static Testnet planned(Path folder, Plan plan) {
    return new Testnet(
        folder.toAbsolutePath().normalize(), plan.validators(), plan.gateways(), plan.portOffset());
  }

  /**
   * Makes a chain and the homes of all its nodes. A testnet that was in the folder is forgotten.
   *
   * @throws IOException if it cannot be written, or something else is in the folder
   * @throws IllegalArgumentException if there is no such chain; nothing is forgotten then
   */
  public static Testnet make(Path folder, Plan plan, SecureRandom random, Clock clock)
      throws IOException {
    Testnet testnet = planned(folder, plan);
    Charter charter =
        Charter.draw(
            "testnet",
            EnumSet.of(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET),
            plan.validators(),
            plan.gateways(),
            plan.parameters(),
            BANKROLL,
            clock.millis(),
            random);
    testnet.clear();
    testnet.found(charter, random, clock.millis());
    String written =
        "validators=%d\ngateways=%d\nport-offset=%d\n"
            .formatted(plan.validators(), plan.gateways(), plan.portOffset());
    DurableFiles.write(testnet.properties(), written.getBytes(US_ASCII));
    DurableFiles.delete(testnet.unfinished());
    return testnet;
  }

  /** As operators do it who are apart: each node's keys by themselves, and then what is public. */
  private void found(Charter charter, SecureRandom random, long nowMs) throws IOException {
    ConcurrentMap<String, byte[]> files = new ConcurrentHashMap<>();
    each(
        charter.nodes(),
        node -> {
          LocalNode of = node(node.toString()).orElseThrow();
          String players = node.isValidator() ? "" : "http://127.0.0.1:" + of.httpPort();
          Member member =
              Enrolment.enrol(
                  of.home(), charter, node, "127.0.0.1:" + of.peersPort(), players, random, nowMs);
          files.put(node + ".member", member.toText().getBytes(US_ASCII));
        });
    Members members = Members.collect(charter, new TreeMap<>(files), nowMs);
    byte[] clusterPassword = Passphrase.draw(random).getBytes(US_ASCII);
    each(
        charter.nodes(),
        node -> {
          LocalNode of = node(node.toString()).orElseThrow();
          // All nodes are one operator's here, who may want their brokers to be a cluster.
          DurableFiles.write(of.home().clusterPassword(), clusterPassword);
          new MemberHome(of.home(), node).join(members, of.listening());
        });
  }

  private interface Work {
    void of(NodeName node) throws IOException;
  }

  /** Side by side: to stretch passphrases is slow on purpose. */
  private static void each(List<NodeName> nodes, Work work) throws IOException {
    try {
      nodes.parallelStream()
          .forEach(node -> {
            try {
              work.of(node);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Path properties() {
    return folder.resolve("testnet.properties");
  }

  private Path unfinished() {
    return folder.resolve("testnet.unfinished");
  }

  /** Forgets what was made here before, whole or not, and nobody else's files. */
  private void clear() throws IOException {
    DurableFiles.createFolder(folder);
    List<Path> there;
    try (Stream<Path> files = Files.list(folder)) {
      there = files.toList();
    }
    if (!there.isEmpty() && !Files.exists(properties()) && !Files.exists(unfinished())) {
      throw new IOException(
          "there is something in " + folder + " that is no testnet: it is not overwritten");
    }
    DurableFiles.write(unfinished(), new byte[0]);
    DurableFiles.delete(properties());
    for (Path file : there) {
      if (!file.equals(unfinished())) {
        DurableFiles.delete(file);
      }
    }
  }

  /** Keeps what every node is started with, also one that is started later. */
  public void keep(SortedMap<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    DurableFiles.write(settingsFile(), text.toString().getBytes(UTF_8));
  }

  /** What was kept. */
  public SortedMap<String, String> settings() throws IOException {
    SortedMap<String, String> settings = new TreeMap<>();
    if (Files.exists(settingsFile())) {
      for (String line : Files.readAllLines(settingsFile())) {
        settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
      }
    }
    return settings;
  }

  private Path settingsFile() {
    return folder.resolve("settings");
  }

  /** How many validators. */
  public int validatorCount() {
    return validators;
  }

  /** How many gateways. */
  public int gatewayCount() {
    return gateways;
  }

  /** Added to every port. */
  public int portOffset() {
    return portOffset;
  }

  /** All nodes: validators, then gateways, each ascending. */
  public List<LocalNode> nodes() {
    List<LocalNode> nodes = new ArrayList<>();
    for (int id = 0; id < validators; id++) {
      nodes.add(node(BrokerUser.of(new ReplicaId(id)), gateways + id));
    }
    nodes.addAll(gateways());
    return nodes;
  }

  /** The gateways; the first one has the ports that everybody knows. */
  public List<LocalNode> gateways() {
    List<LocalNode> nodes = new ArrayList<>();
    for (int id = 0; id < gateways; id++) {
      nodes.add(node(BrokerUser.of(new GatewayId(id)), id));
    }
    return nodes;
  }

  private LocalNode node(String name, int place) {
    return new LocalNode(
        name,
        new ServerFolder(folder.resolve(name)),
        MemberHome.Listening.loopback(portOffset + place * PORTS_APART));
  }

  /** The node of that name. */
  public Optional<LocalNode> node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Keys of the bots. */
  public Path bots() {
    return folder.resolve("bots");
  }

  /** The chain. */
  public Path genesis() {
    return gateways().get(0).folder().genesis();
  }

  /**
   * Makes the server's folder of each node anew.
   *
   * @param wildfly the configured server
   */
  public void prepare(Path wildfly, Path application) throws IOException {
    for (LocalNode node : nodes()) {
      node.folder().prepare(wildfly.resolve("standalone"), application);
    }
  }

  /** Starts every node that does not run. */
  public void start(Path wildfly) throws IOException {
    SortedMap<String, String> settings = settings();
    for (LocalNode node : nodes()) {
      if (node.process().isEmpty()) {
        node.start(wildfly, settings);
      }
    }
  }

  /** Ends all nodes: politely, all at once, and those that do not end, not. */
  public void stop() {
    nodes().stream().map(LocalNode::ending).toList().forEach(Runnable::run);
  }
}

package org.bitcraps.client.cli.devnet;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bitcraps.crypto.ceremony.MemberHome;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.settings.Setting;

/**
 * One node of a chain on this machine: its folder, its ports, and its process, which may have been
 * started by another command.
 *
 * @param name as {@code validator-0}
 */
public record LocalNode(String name, ServerFolder folder, MemberHome.Listening listening) {

  private static final String PORT_OFFSET = "jboss.socket.binding.port-offset";

  private static final int HTTP_PORT = 8_080;
  private static final int MANAGEMENT_PORT = 9_990;
  private static final int PEERS_PORT = 5_445;
  private static final int CACHES_PORT = 7_600;
  private static final long STOP_SECONDS = 25;

  /** With more than this a port would be none. */
  public static final int PORT_OFFSET_MAX = 65_535 - MANAGEMENT_PORT;

  /**
   * The node that {@code init} made in that folder.
   *
   * @throws IOException if there is none; says what is missing
   */
  public static LocalNode open(ServerFolder folder) throws IOException {
    Home home = new Home(folder.chain());
    NodeName name = MemberHome.nodeOf(home);
    if (!Files.exists(home.configuration())) {
      throw new NoSuchFileException(
          home.configuration().toString(), null, "(./bitcraps init makes it)");
    }
    Properties read = read(home);
    int offset;
    try {
      offset = Integer.parseInt(read.getProperty(PORT_OFFSET, "0").strip());
    } catch (NumberFormatException e) {
      throw new IOException(home.configuration() + ": " + PORT_OFFSET + " is no number", e);
    }
    return new LocalNode(
        name.toString(),
        folder,
        new MemberHome.Listening(
            offset,
            read.getProperty("jboss.bind.address", "127.0.0.1"),
            read.getProperty("jboss.bind.address.private", "127.0.0.1")));
  }

  private static Properties read(Home home) throws IOException {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(home.configuration())) {
      read.load(in);
    }
    return read;
  }

  /** Whether players talk to it. */
  public boolean isGateway() {
    return !NodeName.parse(name).isValidator();
  }

  /** Where its keys and its chain lie. */
  public Home home() {
    return new Home(folder.chain());
  }

  /** Where players reach it, if it is a gateway. */
  public int httpPort() {
    return HTTP_PORT + listening.portOffset();
  }

  /** The same as this machine reaches it. */
  public URI players() {
    String host = listening.players().equals("0.0.0.0") ? "127.0.0.1" : listening.players();
    return URI.create("http://" + host + ":" + httpPort());
  }

  /** Where it shows health and metrics. */
  public int managementPort() {
    return MANAGEMENT_PORT + listening.portOffset();
  }

  /** Where its broker listens to the other nodes. */
  public int peersPort() {
    return PEERS_PORT + listening.portOffset();
  }

  /** Where it takes part in the caches that all nodes share. */
  public int cachesPort() {
    return CACHES_PORT + listening.portOffset();
  }

  /** Starts it. */
  public ServerProcess start(Path wildfly, SortedMap<String, String> settings) throws IOException {
    return start(wildfly, launch(settings), Map.of());
  }

  /** Starts it with more variables in its environment than ours has. */
  public ServerProcess start(
      Path wildfly, SortedMap<String, String> settings, Map<String, String> environment)
      throws IOException {
    return start(wildfly, launch(settings), environment);
  }

  private ServerProcess start(Path wildfly, Launch launch, Map<String, String> environment)
      throws IOException {
    ServerProcess process = ServerProcess.start(wildfly, folder, launch, environment);
    Files.writeString(folder.pid(), process.pid() + "\n");
    return process;
  }

  /**
   * How it is started.
   *
   * @throws IOException if its configuration cannot be read, or makes no sense, or its broker is to
   *     be of a cluster and has no password for it
   */
  Launch launch(SortedMap<String, String> settings) throws IOException {
    boolean clustered = isClustered(settings);
    if (clustered && !Files.isRegularFile(home().clusterPassword())) {
      throw new NoSuchFileException(
          home().clusterPassword().toString(),
          null,
          "the brokers of a cluster know each other by it; see docs/operate.md, or make a new"
              + " testnet with --fresh");
    }
    // Said to the application, too: its environment must not say otherwise.
    SortedMap<String, String> said = new TreeMap<>(settings);
    said.put(Setting.TRANSPORT.key(), clustered ? "clustered" : "direct");
    return Launch.node(name, listening, clustered, home().configuration(), said);
  }

  private boolean isClustered(SortedMap<String, String> settings) throws IOException {
    Properties own = read(home());
    try {
      return Setting.clustered(
          key -> Optional.ofNullable(settings.getOrDefault(key, own.getProperty(key))));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Starts it as the one of this machine.
   *
   * @param heap as {@code 1g}
   */
  public ServerProcess startAlone(Path wildfly, String heap, SortedMap<String, String> settings)
      throws IOException {
    return start(wildfly, launch(settings).withHeap(heap), Map.of());
  }

  /** Its process, if it runs. */
  public Optional<ProcessHandle> process() {
    try {
      return Files.exists(folder.pid())
          ? ProcessHandle.of(Long.parseLong(Files.readString(folder.pid()).strip()))
              .filter(ProcessHandle::isAlive)
              .filter(this::isOurs)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A process id may be another one's by now. */
  private boolean isOurs(ProcessHandle process) {
    return arguments(process).contains("-Djboss.server.base.dir=" + folder.server());
  }

  /** The JDK shows none of a command line of 4096 bytes: long paths would hide a node. */
  private static List<String> arguments(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(line).split("\0", -1));
    } catch (IOException e) {
      return process.info().arguments().map(List::of).orElse(List.of());
    }
  }

  /** Ends it as a crash would; returns when it is gone, so that it can be started again. */
  public void kill() {
    process()
        .ifPresent(running -> {
          running.destroyForcibly();
          await(running);
        });
  }

  /** Asks it to end; what is returned waits until it has, and after a while insists. */
  public Runnable ending() {
    Optional<ProcessHandle> running = process();
    running.ifPresent(ProcessHandle::destroy);
    return () -> running.ifPresent(LocalNode::await);
  }

  private static void await(ProcessHandle process) {
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends it a signal by its name, as {@code STOP} or {@code CONT}. */
  public void signal(String signal) throws IOException, InterruptedException {
    if (process().isPresent()) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process().get().pid()))
          .inheritIO()
          .start()
          .waitFor();
    }
  }
}

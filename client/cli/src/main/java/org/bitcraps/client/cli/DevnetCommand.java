package org.bitcraps.client.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.Bots;
import org.bitcraps.client.cli.devnet.DevnetFolder;
import org.bitcraps.client.cli.devnet.PortHolder;
import org.bitcraps.client.cli.devnet.ServerProcess;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.proof.LightClient;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A chain of one's own: four validators and a gateway in one server, and bots at the table. */
@Command(
    name = "devnet",
    description =
        "Start a chain of your own on this machine, with bots that play. Ctrl-C ends it; the next"
            + " start goes on with the same chain.",
    mixinStandardHelpOptions = true)
final class DevnetCommand implements Callable<Integer> {

  private static final int HTTP_PORT = 8080;
  private static final int MANAGEMENT_PORT = 9990;
  private static final long START_SECONDS = 170;
  private static final long POLL_MS = 200;

  /** How the server ends when the terminal's Ctrl-C reaches it before us: 128 + SIGINT. */
  private static final int INTERRUPTED = 130;

  /** What makes it a devnet. */
  private static final SortedSet<String> OURS =
      new TreeSet<>(List.of("bitcraps.role", "bitcraps.genesis", "bitcraps.home"));

  @Spec private CommandSpec spec;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Added to the ports 8080 and 9990. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Option(names = "--fresh", description = "Forget the chain that is there and begin anew.")
  private boolean fresh;

  @Option(
      names = "--bots",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many bots play, 0 to 64. Default: ${DEFAULT-VALUE}.")
  private int bots;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the chain and the logs lie. Default: run/devnet.")
  private Path folderOption;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A configuration key of the application, as bitcraps.consensus.base-timeout-ms=1000;"
              + " bitcraps.genesis.… counts when the chain is made.")
  private SortedMap<String, String> settings = new TreeMap<>();

  private final long startedNanos = System.nanoTime();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Path house = house();
    DevnetFolder folder =
        new DevnetFolder(folderOption == null ? house.resolve("run/devnet") : folderOption);
    Optional<FileLock> lock = folder.lock();
    if (lock.isEmpty()) {
      throw new WrongArgumentException("a devnet runs in this folder already");
    }
    try {
      return run(house, folder);
    } finally {
      lock.get().release();
    }
  }

  private int run(Path house, DevnetFolder folder) throws IOException, InterruptedException {
    freePorts();
    stage("ports %d and %d are free".formatted(port(HTTP_PORT), port(MANAGEMENT_PORT)));
    if (fresh) {
      folder.forget();
      stage("forgot the chain that was there");
    }
    Path home = house.resolve("server-config/target/server");
    folder.prepare(home.resolve("standalone"), house.resolve("ear/target/bitcraps.ear"));
    stage("server prepared");
    ServerProcess server = ServerProcess.start(home, folder, portOffset, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-server"));
    try {
      return play(folder, server);
    } finally {
      server.stop();
    }
  }

  private static Path house() {
    String house = System.getProperty("bitcraps.house");
    if (house == null) {
      throw new WrongArgumentException(
          "devnet runs from a source tree: start it by ./bitcraps devnet");
    }
    return Path.of(house);
  }

  private void check() {
    if (portOffset < 0 || port(MANAGEMENT_PORT) > 65_535) {
      throw new WrongArgumentException(
          "--port-offset is 0 to %d".formatted(65_535 - MANAGEMENT_PORT));
    }
    if (bots < 0 || bots > 64) {
      throw new WrongArgumentException("--bots is 0 to 64");
    }
    for (String key : settings.keySet()) {
      if (!key.startsWith("bitcraps.") || OURS.contains(key)) {
        throw new WrongArgumentException(
            "--set " + key + ": a key begins with bitcraps. and is none of " + OURS);
      }
    }
  }

  private int port(int base) {
    return base + portOffset;
  }

  private void freePorts() {
    for (int base : List.of(HTTP_PORT, MANAGEMENT_PORT)) {
      int port = port(base);
      if (!PortHolder.isFree(port)) {
        throw new WrongArgumentException(
            "port %d is held by %s: end it, or use --port-offset"
                .formatted(port, PortHolder.describe(port)));
      }
    }
  }

  private int play(DevnetFolder folder, ServerProcess server)
      throws IOException, InterruptedException {
    stage("server starting, process " + server.pid());
    URI url = URI.create("http://127.0.0.1:" + port(HTTP_PORT));
    try (BitcrapsClient client = BitcrapsClient.of(url)) {
      awaitReady(client, folder, server);
      stage("gateway ready");
      Genesis genesis = genesis(client, folder, url);
      long block = awaitBlock(client, genesis, folder, server);
      stage("block %d certified on chain %s".formatted(block, genesis.chainId()));
      TableId table = genesis.tables().get(0).id();
      Bots playing = Bots.start(bots, folder.bots(), client, genesis, table);
      if (bots > 0) {
        stage(bots + " bots play at table " + table);
      }
      farewell(url, folder);
      int code = server.await();
      playing.close();
      if (server.isStopping() || code == INTERRUPTED) {
        return ExitCodes.OK;
      }
      throw new ProblemException(
          "about:blank",
          "The server ended",
          0,
          "the server has ended with code " + code + "; see " + folder.log(),
          "",
          0);
    }
  }

  private void awaitReady(BitcrapsClient client, DevnetFolder folder, ServerProcess server)
      throws IOException, InterruptedException {
    while (!Player.await(client.ready())) {
      pause(folder, server, "the gateway is not ready");
    }
  }

  /** The chain that this server made is the one to trust at its address. */
  private static Genesis genesis(BitcrapsClient client, DevnetFolder folder, URI url)
      throws IOException {
    Genesis own =
        Decoder.decode(Files.readAllBytes(folder.genesis()), Genesis.BYTES_MAX, Genesis::decode);
    Player.await(client.genesis(own.chainId()));
    PlayerHome.ofUser().trust(url, own.chainId());
    return own;
  }

  /** Waits for a new block since we look, and checks its certificate as any player would. */
  private long awaitBlock(
      BitcrapsClient client, Genesis genesis, DevnetFolder folder, ServerProcess server)
      throws IOException, InterruptedException {
    long before = last(client);
    long sequence = before;
    while (sequence <= Math.max(0, before)) {
      pause(folder, server, "no block is certified");
      sequence = last(client);
      before = before < 0 ? sequence : before;
    }
    CertifiedBlock block = Player.await(client.block(new SequenceNumber(sequence)));
    Verifier verifier = new Verifier(Schemes.best().scheme());
    Optional<Verdict.Mismatch> mismatch =
        LightClient.from(genesis, genesis.chainId(), verifier).check(block);
    if (mismatch.isPresent()) {
      throw failed("block " + sequence + " is not certified: " + mismatch.get().reason(), folder);
    }
    return sequence;
  }

  /** The last block that the gateway knows; −1 if it does not say yet. */
  private static long last(BitcrapsClient client) {
    try {
      return Player.await(client.status()).path("sequence").asLong();
    } catch (UnreachableException | ProblemException | MalformedException e) {
      return -1;
    }
  }

  private void pause(DevnetFolder folder, ServerProcess server, String late)
      throws IOException, InterruptedException {
    Optional<String> failure = folder.failure();
    if (failure.isPresent()) {
      throw failed("the application did not start: " + firstLine(failure.get()), folder);
    }
    if (!server.isAlive()) {
      throw failed("the server ended with code " + server.exitCode() + " while it started", folder);
    }
    if (seconds() > START_SECONDS) {
      throw failed(late + " after " + START_SECONDS + " s", folder);
    }
    Thread.sleep(POLL_MS);
  }

  private static ProblemException failed(String what, DevnetFolder folder) {
    return new ProblemException(
        "about:blank", "The devnet did not start", 0, what + "; see " + folder.log(), "", 0);
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }

  private void farewell(URI url, DevnetFolder folder) {
    String at = portOffset == 0 ? "" : " --url " + url;
    say("");
    say("  " + url + "/");
    say("");
    say("  ./bitcraps bet FIELD 1320 --verify" + at + "   place a bet and check everything");
    say("  ./bitcraps status" + at + "                    how the chain is doing");
    say("  ./bitcraps proof --round 1" + at + "           what proves the first dice");
    say("");
    say("Play money only. Ctrl-C ends it; logs are in " + folder.log() + ".");
  }

  private long seconds() {
    return (System.nanoTime() - startedNanos) / 1_000_000_000L;
  }

  private void stage(String what) {
    say("%4d s  %s".formatted(seconds(), what));
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}

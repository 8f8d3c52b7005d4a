package org.bitcraps.client.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.Bots;
import org.bitcraps.client.cli.devnet.Launch;
import org.bitcraps.client.cli.devnet.PortHolder;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.cli.devnet.ServerProcess;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ChainOptions options;

  private final Stages stages = new Stages(() -> spec.commandLine().getOut());

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    House house = House.of("devnet");
    ServerFolder folder = new ServerFolder(options.folder(house, "run/devnet"));
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

  private int run(House house, ServerFolder folder) throws IOException, InterruptedException {
    freePorts();
    stages.say("ports %d and %d are free".formatted(port(HTTP_PORT), port(MANAGEMENT_PORT)));
    if (options.fresh()) {
      folder.forget();
      stages.say("forgot the chain that was there");
    }
    folder.prepare(house.server().resolve("standalone"), house.application());
    stages.say("server prepared");
    ServerProcess server =
        ServerProcess.start(house.server(), folder, Launch.devnet(portOffset, options.settings()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-server"));
    try {
      return play(folder, server);
    } finally {
      server.stop();
    }
  }

  private void check() {
    if (portOffset < 0 || port(MANAGEMENT_PORT) > 65_535) {
      throw new WrongArgumentException(
          "--port-offset is 0 to %d".formatted(65_535 - MANAGEMENT_PORT));
    }
    options.check(key -> OURS.contains(key), "it is what makes a devnet");
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

  private int play(ServerFolder folder, ServerProcess server)
      throws IOException, InterruptedException {
    stages.say("server starting, process " + server.pid());
    URI url = URI.create("http://127.0.0.1:" + port(HTTP_PORT));
    try (BitcrapsClient client = BitcrapsClient.of(url)) {
      Opening opening = new Opening(client, START_SECONDS, () -> check(folder, server));
      opening.awaitReady();
      stages.say("gateway ready");
      Genesis genesis = Opening.trust(client, folder.genesis(), url);
      long block = opening.awaitBlock(genesis);
      stages.say("block %d certified on chain %s".formatted(block, genesis.chainId()));
      TableId table = genesis.tables().get(0).id();
      Bots playing = Bots.start(options.bots(), folder.bots(), client, genesis, table);
      if (options.bots() > 0) {
        stages.say(options.bots() + " bots play at table " + table);
      }
      farewell(url, folder);
      int code = server.await();
      playing.close();
      if (server.isStopping() || code == ServerProcess.INTERRUPTED) {
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

  private static void check(ServerFolder folder, ServerProcess server) throws IOException {
    Optional<String> failure = folder.failure();
    if (failure.isPresent()) {
      throw Opening.failed(
          "the application did not start: "
              + Opening.reason(failure.get())
              + "; see "
              + folder.log());
    }
    if (!server.isAlive()) {
      throw Opening.failed(
          "the server ended with code %d while it started; see %s"
              .formatted(server.exitCode(), folder.log()));
    }
  }

  private void farewell(URI url, ServerFolder folder) {
    String at = portOffset == 0 ? "" : " --url " + url;
    stages.line("");
    stages.line("  " + url + "/");
    stages.line("");
    stages.line(
        "  ./bitcraps bet FIELD 1320 --verify" + at + "   place a bet and check everything");
    stages.line("  ./bitcraps status" + at + "                    how the chain is doing");
    stages.line("  ./bitcraps proof --round 1" + at + "           what proves the first dice");
    stages.line("");
    stages.line("Play money only. Ctrl-C ends it; logs are in " + folder.log() + ".");
  }
}

package org.bitcraps.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bitcraps.bench.Figures;
import org.bitcraps.client.cli.devnet.DevnetFolder;
import org.bitcraps.client.cli.devnet.ServerProcess;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Four validators and a gateway in a server of their own, and beside them the bare stack: the same
 * requests to both, in turn, several times.
 */
@Command(
    name = "end-to-end",
    mixinStandardHelpOptions = true,
    description = "Signed bets until they are certified, beside what the bare stack does.")
public final class EndToEnd implements Callable<Integer> {

  private static final int PORT_OFFSET = 4_000;
  private static final String URL = "http://127.0.0.1:" + (8080 + PORT_OFFSET);
  private static final long START_MS_MAX = 180_000;
  private static final long POLL_MS = 200;
  private static final String BARE = "bare.war";

  @Option(names = "--house", defaultValue = ".", description = "Root of the source tree, built.")
  private Path house;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Mixin private LoadOptions options;

  /** Entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new EndToEnd()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = house.toAbsolutePath().normalize();
    DevnetFolder folder = new DevnetFolder(root.resolve("bench/target/end-to-end"));
    folder.forget();
    Path home = root.resolve("server-config/target/server");
    folder.prepare(home.resolve("standalone"), root.resolve("ear/target/bitcraps.ear"));
    Path deployments = folder.server().resolve("deployments");
    Files.copy(built(root.resolve("bench/target"), "*-bare.war"), deployments.resolve(BARE));
    Files.createFile(deployments.resolve(BARE + ".dodeploy"));
    // One round is one run: its bets must all be taken before it closes.
    Map<String, String> settings = Map.of("bitcraps.genesis.betting-window-ms", "30000");
    ServerProcess server = ServerProcess.start(home, folder, PORT_OFFSET, new TreeMap<>(settings));
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-server"));
    try (Table game = new Table(URL, LoadOptions.TABLE);
        Table bare = new Table(URL + "/bare", LoadOptions.TABLE)) {
      awaitReady(folder, server, game, deployments.resolve(BARE + ".deployed"));
      measure(game, bare);
      return 0;
    } finally {
      server.stop();
    }
  }

  private static Path built(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      Iterator<Path> files = found.iterator();
      if (!files.hasNext()) {
        throw new IllegalStateException("there is no " + pattern + " in " + folder);
      }
      return files.next();
    }
  }

  private static void awaitReady(
      DevnetFolder folder, ServerProcess server, Table game, Path bareDeployed)
      throws IOException, InterruptedException {
    long untilMs = System.currentTimeMillis() + START_MS_MAX;
    while (!game.isReady() || !Files.exists(bareDeployed)) {
      if (!server.isAlive()
          || folder.failure().isPresent()
          || System.currentTimeMillis() > untilMs) {
        throw new IllegalStateException("the server did not start: see " + folder.log());
      }
      Thread.sleep(POLL_MS);
    }
  }

  private void measure(Table game, Table bare) throws InterruptedException {
    Crowd crowd = Crowd.arrive(game, LoadOptions.TABLE, options.players);
    options.load(game, crowd, List.of(game, bare));
    System.out.println("a first run made both warm; now the runs that count");
    for (int run = 1; run <= runs; run++) {
      List<Figures> both = options.load(game, crowd, List.of(game, bare));
      System.out.println("loaded " + run + " bitcraps  " + both.get(0));
      System.out.println("loaded " + run + " bare      " + both.get(1));
      System.out.printf(
          Locale.ROOT,
          "loaded %d ratio     %.3f%n",
          run,
          both.get(0).perSecond() / both.get(1).perSecond());
    }
    System.out.println("single   bitcraps  " + Load.single(game, game, crowd, options.single));
    System.out.println("single   bare      " + Load.single(bare, game, crowd, options.single));
  }
}

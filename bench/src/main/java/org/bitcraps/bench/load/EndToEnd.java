package org.bitcraps.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitcraps.bench.Figures;
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
    // One round is one run: its bets must all be taken before it closes.
    Map<String, String> settings = Map.of("bitcraps.genesis.betting-window-ms", "30000");
    try (OwnDevnet devnet = OwnDevnet.start(house, "end-to-end", settings, Optional.of(BARE));
        Table game = new Table(OwnDevnet.URL, LoadOptions.TABLE);
        Table bare = new Table(OwnDevnet.URL + "/bare", LoadOptions.TABLE)) {
      devnet.awaitReady(game);
      measure(game, bare);
      return 0;
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

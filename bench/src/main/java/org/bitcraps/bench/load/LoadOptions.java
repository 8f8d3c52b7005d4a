package org.bitcraps.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.bench.Figures;
import picocli.CommandLine.Option;

/** How much load. */
final class LoadOptions {

  /** The devnet's only table. */
  static final int TABLE = 0;

  @Option(names = "--players", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  int players;

  @Option(names = "--bets", defaultValue = "20000", description = "Default: ${DEFAULT-VALUE}.")
  int bets;

  @Option(names = "--per-request", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  int perRequest;

  @Option(
      names = "--at-once",
      defaultValue = "16",
      description = "Requests under way. Default: ${DEFAULT-VALUE}.")
  int atOnce;

  @Option(
      names = "--single",
      defaultValue = "100",
      description = "Bets one by one on the idle table. Default: ${DEFAULT-VALUE}.")
  int single;

  /**
   * The same signed bets of one round to each of these servers, one after the other. The round is
   * the next one, so that all its betting time is there.
   *
   * @param game who knows the round
   */
  List<Figures> load(Table game, Crowd crowd, List<Table> servers) throws InterruptedException {
    long round = game.state().path("round").asLong() + 1;
    List<BetRequest> requests = crowd.requests(bets, perRequest, round);
    if (Load.awaitBetting(game, round) > round) {
      throw new IllegalStateException("round " + round + " is over: a longer betting window");
    }
    List<Figures> figures = new ArrayList<>();
    for (Table server : servers) {
      figures.add(Load.saturate(server, requests, atOnce));
    }
    return figures;
  }
}

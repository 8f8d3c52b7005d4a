package org.bitcraps.bench.load;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;

/** Players with accounts and money, and what they wish to bet. */
final class Crowd {

  private static final long GRANT = 1_320_000;
  private static final long STAKE = 1_320;
  private static final int GRANTS_PER_REQUEST = 100;
  private static final long POLL_MS = 20;

  private final List<Player> players;
  private final int table;
  private int next;

  private Crowd(List<Player> players, int table) {
    this.players = players;
    this.table = table;
  }

  /**
   * New players, each with a faucet grant that the chain has certified.
   *
   * @throws IllegalStateException if the gateway refuses
   */
  static Crowd arrive(Table server, int table, int players) throws InterruptedException {
    ChainId chain = new ChainId(Digest.fromHex(server.chain()));
    long run = System.currentTimeMillis();
    List<Player> crowd = new ArrayList<>(players);
    for (int i = 0; i < players; i++) {
      crowd.add(new Player(chain, run, i));
    }
    for (int from = 0; from < players; from += GRANTS_PER_REQUEST) {
      List<String> grants =
          crowd.subList(from, Math.min(players, from + GRANTS_PER_REQUEST)).stream()
              .map(player -> player.faucet(GRANT))
              .toList();
      Table.Answer answer = server.postOrders("[" + String.join(",", grants) + "]").join();
      if (answer.status() != 202) {
        throw new IllegalStateException("faucet: " + answer);
      }
    }
    for (Player player : crowd) {
      while (!server.hasAccount(player.key())) {
        Thread.sleep(POLL_MS);
      }
    }
    return new Crowd(crowd, table);
  }

  /** The next player's bet of one chip on the field. */
  Player.Bet bet(long round) {
    return players.get(next++ % players.size()).field(table, round, STAKE);
  }

  /** Requests of {@code perRequest} bets each, signed. */
  List<BetRequest> requests(int bets, int perRequest, long round) {
    List<BetRequest> requests = new ArrayList<>();
    for (int left = bets; left > 0; left -= perRequest) {
      List<Player.Bet> signed = new ArrayList<>(perRequest);
      for (int i = 0; i < Math.min(left, perRequest); i++) {
        signed.add(bet(round));
      }
      requests.add(BetRequest.of(signed));
    }
    return requests;
  }
}

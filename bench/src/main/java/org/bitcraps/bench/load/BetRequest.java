package org.bitcraps.bench.load;

import java.util.List;

/**
 * One request, signed before any clock starts.
 *
 * @param lastId identity of its last bet: once that is certified, all of it is
 * @param json an array of bets
 * @param bets how many
 */
record BetRequest(String lastId, String json, int bets) {

  static BetRequest of(List<Player.Bet> bets) {
    return new BetRequest(
        bets.get(bets.size() - 1).id(),
        "[" + String.join(",", bets.stream().map(Player.Bet::json).toList()) + "]",
        bets.size());
  }
}

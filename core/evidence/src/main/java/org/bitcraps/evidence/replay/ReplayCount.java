package org.bitcraps.evidence.replay;

import java.util.List;

/**
 * What a replay has seen. Amounts in base units, times in effective milliseconds since 1970.
 *
 * @param blocks executed
 * @param signatures checked: of votes, gateways, players and validators
 * @param opened rounds that opened for betting
 * @param rolls rounds whose dice were thrown
 * @param sums how often the dice showed 2 … 12, eleven numbers
 * @param bets taken
 * @param refused bets and other orders without effect: each has a receipt that says why
 * @param orders other orders that had their effect: changes, grants, transfers
 * @param settled what dice did to a bet, moves included
 * @param staked stakes of the bets taken
 * @param profit paid by the house on top of returned stakes
 * @param returned stakes given back by the dice
 * @param lost stakes lost to the house
 * @param accounts that have begun
 * @param fromMs effective time of the first block; 0 if there is none
 * @param toMs of the last
 */
public record ReplayCount(
    long blocks,
    long signatures,
    long opened,
    long rolls,
    List<Long> sums,
    long bets,
    long refused,
    long orders,
    long settled,
    long staked,
    long profit,
    long returned,
    long lost,
    long accounts,
    long fromMs,
    long toMs) {

  /** Copies the list. */
  public ReplayCount {
    sums = List.copyOf(sums);
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.genesis.AccountId;

/**
 * A bet on the table: placed, and not yet decided or taken down.
 *
 * @param id identity of the order that placed it
 * @param account whose it is
 * @param bet what the rules know of it
 * @param round the round it was placed in
 * @param reserved base units of the bankroll held for its largest win (DESIGN B3)
 */
public record LiveBet(BetId id, AccountId account, Bet bet, long round, long reserved) {

  LiveBet with(Bet changed, long nowReserved) {
    return new LiveBet(id, account, changed, round, nowReserved);
  }
}

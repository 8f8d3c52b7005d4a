package org.bitcraps.evidence.execution;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * One table: its money, its game, its round, its live bets. Money in base units.
 *
 * @param id the table
 * @param name for people
 * @param bankroll what backs the bets
 * @param reserved the part of it that live bets could still win; 0 ≤ reserved ≤ bankroll (B3)
 * @param staked sum of the stakes of the live bets
 * @param stakeMin least stake of one bet
 * @param stakeMax most stake of one bet
 * @param craps puck and hand
 * @param round the current round
 * @param nextCommitments commitments for the round after it, at most one a validator
 * @param missed reveals still missing, with the commitment each has to match
 * @param bets live bets by player, each player's ascending by id, at most {@link #LIVE_BETS_MAX}
 */
public record TableLedger(
    TableId id,
    String name,
    long bankroll,
    long reserved,
    long staked,
    long stakeMin,
    long stakeMax,
    TableState craps,
    Round round,
    SortedMap<ReplicaId, Digest> nextCommitments,
    PersistentMap<MissedReveal, Digest> missed,
    PersistentMap<AccountId, List<LiveBet>> bets) {

  /** Live bets of one player at one table: bounds the work of judging one more. */
  public static final int LIVE_BETS_MAX = 256;

  /**
   * Copies the commitments.
   *
   * @throws IllegalStateException if the table owes more than it has: a broken invariant (B3, X5)
   */
  public TableLedger {
    nextCommitments = Collections.unmodifiableSortedMap(new TreeMap<>(nextCommitments));
    if (reserved < 0 || reserved > bankroll || staked < 0) {
      throw new IllegalStateException(
          "table %s: bankroll %d, reserved %d, staked %d"
              .formatted(id, bankroll, reserved, staked));
    }
  }

  /** A table as its chain begins. */
  static TableLedger genesis(Genesis.Table table) {
    return new TableLedger(
        table.id(),
        table.name(),
        table.bankroll(),
        0,
        0,
        table.stakeMin(),
        table.stakeMax(),
        TableState.START,
        Round.NONE,
        Collections.emptySortedMap(),
        PersistentMap.empty(),
        PersistentMap.empty());
  }

  /** What the bankroll can still reserve for new bets. */
  public long free() {
    return bankroll - reserved;
  }

  /** Live bets of one player, ascending by id. */
  public List<LiveBet> betsOf(AccountId account) {
    return bets.get(account).orElse(List.of());
  }
}

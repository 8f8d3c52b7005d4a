package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.MaxProfit;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/** One table while a block executes: copies only what the block touches. */
final class TableDraft {

  private final TableLedger before;
  private long bankroll;
  private long reserved;
  private long staked;
  private TableState craps;
  private Round round;
  private SortedMap<ReplicaId, Digest> nextCommitments;
  private final SortedMap<MissedReveal, Optional<Digest>> missed = new TreeMap<>();
  private final Map<AccountId, SortedMap<BetId, LiveBet>> bets = new LinkedHashMap<>();
  private TableLedger after;

  TableDraft(TableLedger before) {
    this.before = before;
    bankroll = before.bankroll();
    reserved = before.reserved();
    staked = before.staked();
    craps = before.craps();
    round = before.round();
    nextCommitments = before.nextCommitments();
  }

  TableLedger before() {
    return before;
  }

  TableState craps() {
    return craps;
  }

  void craps(TableState state) {
    craps = state;
  }

  Round round() {
    return round;
  }

  void round(Round changed) {
    round = changed;
  }

  SortedMap<ReplicaId, Digest> nextCommitments() {
    return nextCommitments;
  }

  void commit(ReplicaId validator, Digest commitment) {
    nextCommitments = new TreeMap<>(nextCommitments);
    nextCommitments.put(validator, commitment);
  }

  void clearCommitments() {
    nextCommitments = Collections.emptySortedMap();
  }

  /** The commitment that a late reveal has to match; empty if none is missing. */
  Optional<Digest> missed(MissedReveal reveal) {
    return missed.containsKey(reveal) ? missed.get(reveal) : before.missed().get(reveal);
  }

  void miss(MissedReveal reveal, Digest commitment) {
    missed.put(reveal, Optional.of(commitment));
  }

  void clearMissed(MissedReveal reveal) {
    missed.put(reveal, Optional.empty());
  }

  /** What the bankroll can still reserve. */
  long free() {
    return Math.subtractExact(bankroll, reserved);
  }

  /** The house keeps a lost stake, or pays a profit. */
  void house(long lost, long profit) {
    bankroll = Math.subtractExact(Math.addExact(bankroll, lost), profit);
  }

  /** One player's live bets as they stand now, ascending by id. */
  Collection<LiveBet> betsOf(AccountId account) {
    SortedMap<BetId, LiveBet> drafted = bets.get(account);
    return drafted == null ? before.betsOf(account) : drafted.values();
  }

  Optional<LiveBet> bet(AccountId account, BetId id) {
    return betsOf(account).stream().filter(bet -> bet.id().equals(id)).findFirst();
  }

  /** All players with live bets as they stand now, ascending. */
  SortedSet<AccountId> players() {
    TreeSet<AccountId> players = new TreeSet<>();
    for (Map.Entry<AccountId, List<LiveBet>> entry : before.bets()) {
      players.add(entry.getKey());
    }
    players.addAll(bets.keySet());
    return players;
  }

  /** Puts a bet on the table, or in place of the one with its id; stake and reserve follow. */
  void put(LiveBet bet) {
    LiveBet old = drafted(bet.account()).put(bet.id(), bet);
    count(old, -1);
    count(bet, 1);
  }

  /** Takes a bet off the table; stake and reserve follow. */
  void remove(LiveBet bet) {
    count(drafted(bet.account()).remove(bet.id()), -1);
  }

  private SortedMap<BetId, LiveBet> drafted(AccountId account) {
    return bets.computeIfAbsent(
        account,
        id -> {
          TreeMap<BetId, LiveBet> copy = new TreeMap<>();
          for (LiveBet bet : before.betsOf(id)) {
            copy.put(bet.id(), bet);
          }
          return copy;
        });
  }

  private void count(LiveBet bet, int sign) {
    if (bet != null) {
      staked = Math.addExact(staked, sign * bet.bet().stake());
      reserved = Math.addExact(reserved, sign * bet.reserved());
    }
  }

  /** What a bet has to have reserved (B3). */
  static long reserveFor(Ledger ledger, Bet bet) {
    return MaxProfit.of(ledger.rules(), bet);
  }

  SortedSet<MissedReveal> missedTouched() {
    return new TreeSet<>(missed.keySet());
  }

  SortedSet<AccountId> betsTouched() {
    return new TreeSet<>(bets.keySet());
  }

  /** The table after the block. */
  TableLedger after() {
    if (after == null) {
      after = freeze();
    }
    return after;
  }

  private TableLedger freeze() {
    TreeMap<AccountId, Optional<List<LiveBet>>> changes = new TreeMap<>();
    bets.forEach((account, now) ->
        changes.put(
            account,
            now.isEmpty()
                ? Optional.empty()
                : Optional.of(List.copyOf(new ArrayList<>(now.values())))));
    return new TableLedger(
        before.id(),
        before.name(),
        bankroll,
        reserved,
        staked,
        before.stakeMin(),
        before.stakeMax(),
        craps,
        round,
        nextCommitments,
        before.missed().withAll(missed),
        before.bets().withAll(changes));
  }
}

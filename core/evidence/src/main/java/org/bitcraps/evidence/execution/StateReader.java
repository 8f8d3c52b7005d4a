package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * Makes a ledger from the entries of its chunks. Whether they stood in their canonical order, each
 * once, and say of the chain what genesis says, shows when the ledger is encoded again ({@link
 * StateTree#restore}); here nothing but their values is read.
 */
final class StateReader {

  private static final int NAME_BYTES_MAX = 64;

  private final Ledger chain;
  private final TreeMap<AccountId, Account> accounts = new TreeMap<>();
  private final TreeMap<TableId, TableRead> tables = new TreeMap<>();
  private long effectiveTimeMs;
  private long treasury;

  StateReader(Ledger chain) {
    this.chain = chain;
  }

  /** What was read of a table so far. */
  private static final class TableRead {
    String name = "";
    long bankroll;
    long reserved;
    long staked;
    long stakeMin;
    long stakeMax;
    TableState craps = TableState.START;
    Round round = Round.NONE;
    final SortedMap<ReplicaId, Digest> nextCommitments = new TreeMap<>();
    final TreeMap<MissedReveal, Optional<Digest>> missed = new TreeMap<>();
    final TreeMap<AccountId, List<LiveBet>> bets = new TreeMap<>();

    TableLedger finish(TableId id) {
      TreeMap<AccountId, Optional<List<LiveBet>>> live = new TreeMap<>();
      bets.forEach((account, list) -> live.put(account, Optional.of(List.copyOf(list))));
      return new TableLedger(
          id,
          name,
          bankroll,
          reserved,
          staked,
          stakeMin,
          stakeMax,
          craps,
          round,
          nextCommitments,
          PersistentMap.<MissedReveal, Digest>empty().withAll(missed),
          PersistentMap.<AccountId, List<LiveBet>>empty().withAll(live));
    }
  }

  /**
   * The ledger that the chunks hold.
   *
   * @throws MalformedException if some value is none, or the sums are broken
   */
  Ledger read(List<byte[]> chunks) {
    try {
      for (byte[] chunk : chunks) {
        for (StateChunks.Entry entry : StateChunks.entries(chunk)) {
          read(entry);
        }
      }
      return ledger();
    } catch (IllegalStateException | ArithmeticException e) {
      // A record or a sum refused what it was given: the bytes were at fault, not this process.
      throw new MalformedException("state", String.valueOf(e.getMessage()));
    }
  }

  private Ledger ledger() {
    TreeMap<AccountId, Optional<Account>> players = new TreeMap<>();
    long balances = 0;
    for (Map.Entry<AccountId, Account> account : accounts.entrySet()) {
      players.put(account.getKey(), Optional.of(account.getValue()));
      balances = Math.addExact(balances, account.getValue().balance());
    }
    TreeMap<TableId, Optional<TableLedger>> read = new TreeMap<>();
    tables.forEach((id, table) -> read.put(id, Optional.of(table.finish(id))));
    Ledger ledger =
        new Ledger(
            chain.facts(),
            effectiveTimeMs,
            treasury,
            balances,
            PersistentMap.<AccountId, Account>empty().withAll(players),
            PersistentMap.<TableId, TableLedger>empty().withAll(read));
    ledger.recount();
    return ledger;
  }

  private void read(StateChunks.Entry entry) {
    Decoder.decode(
        entry.key(),
        StateTree.KEY_BYTES_MAX,
        key ->
            Decoder.decode(
                entry.value(),
                StateTree.CHUNK_BYTES_MAX,
                value -> {
                  read(key.u8("kind"), key, value);
                  return entry;
                }));
  }

  private void read(int kind, Decoder key, Decoder value) {
    switch (kind) {
      case StateEntries.CHAIN -> {
        effectiveTimeMs = value.u63("effectiveTimeMs");
        treasury = value.u63("treasury");
      }
      case StateEntries.RULES, StateEntries.VALIDATORS, StateEntries.GATEWAY -> {
        // Genesis fixes them; that these say the same shows when they are encoded again.
        key.fixed(key.remaining(), "key");
        value.fixed(value.remaining(), "value");
      }
      case StateEntries.ACCOUNT ->
          accounts.put(
              AccountId.decode(key),
              new Account(
                  value.u63("balance"),
                  Account.KeyStatus.decode(value),
                  NonceWindow.decode(value)));
      case StateEntries.NONCE -> {
        AccountId id = AccountId.decode(key);
        int slot = key.u8("slot");
        Account account = accounts.get(id);
        MalformedException.require(account != null, "nonce", "of no account");
        accounts.put(id, account.withNonces(account.nonces().withSlot(slot, value)));
      }
      case StateEntries.TABLE -> table(key, value);
      case StateEntries.ROUND -> known(key).round = round(value);
      case StateEntries.COMMITMENT ->
          known(key).nextCommitments.put(ReplicaId.decode(key), value.digest("commitment"));
      case StateEntries.MISSED -> {
        TableRead table = known(key);
        table.missed.put(
            new MissedReveal(key.u63("round"), ReplicaId.decode(key)),
            Optional.of(value.digest("commitment")));
      }
      case StateEntries.BET -> bet(key, value);
      default -> throw new MalformedException("kind", "no entry has code " + kind);
    }
  }

  private TableRead known(Decoder key) {
    TableRead table = tables.get(TableId.decode(key));
    MalformedException.require(table != null, "table", "not there");
    return table;
  }

  private void table(Decoder key, Decoder value) {
    TableRead table = new TableRead();
    tables.put(TableId.decode(key), table);
    table.name = value.text(NAME_BYTES_MAX, "name");
    table.bankroll = value.u63("bankroll");
    table.reserved = value.u63("reserved");
    table.staked = value.u63("staked");
    table.stakeMin = value.u63("stakeMin");
    table.stakeMax = value.u63("stakeMax");
    table.craps = GameBytes.table(value);
  }

  private static Round round(Decoder value) {
    return new Round(
        value.u63("number"),
        RoundPhase.decode(value),
        value.u63("opensAtMs"),
        value.u63("closesAtMs"),
        value.u63("closedAtMs"),
        Contributions.commitments(value),
        Contributions.reveals(value),
        value.optional("roll", GameBytes::roll));
  }

  private void bet(Decoder key, Decoder value) {
    TableRead table = known(key);
    AccountId account = AccountId.decode(key);
    BetId id = BetId.decode(key);
    LiveBet bet =
        new LiveBet(id, account, GameBytes.bet(value), value.u63("round"), value.u63("reserved"));
    table.bets.computeIfAbsent(account, a -> new ArrayList<>()).add(bet);
  }
}

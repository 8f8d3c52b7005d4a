package org.bitcraps.evidence.execution;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Encoder;

/**
 * The state as canonical entries, key → value.
 *
 * <pre>
 *  kind           key after the kind        value
 *  1 CHAIN        –                         effective time, treasury
 *  2 RULES        –                         protocol version, flags, rules hash, parameters
 *  3 VALIDATORS   –                         the set
 *  4 GATEWAY      gateway                   key, lane bytes
 *  5 ACCOUNT      account                   balance, key status, nonce base, bitmap
 *  6 NONCE        account, slot             nonce, 16 bytes of the order's id, its receipt's place
 *  7 TABLE        table                     name, bankroll, reserved, staked, limits, puck and hand
 *  8 ROUND        table                     number, phase, times, committers, reveals, dice
 *  9 COMMITMENT   table, validator          commitment to the next round
 * 10 MISSED       table, round, validator   commitment that a late reveal must match
 * 11 BET          table, account, bet id    bet, round, reserve
 * </pre>
 *
 * <p>Keys of one kind have one length, and the order of typed keys is the order of their bytes.
 */
final class StateEntries {

  static final int CHAIN = 1;
  static final int RULES = 2;
  static final int VALIDATORS = 3;
  static final int GATEWAY = 4;
  static final int ACCOUNT = 5;
  static final int NONCE = 6;
  static final int TABLE = 7;
  static final int ROUND = 8;
  static final int COMMITMENT = 9;
  static final int MISSED = 10;
  static final int BET = 11;

  private final StateSink sink;

  // Written anew for each entry.
  private final Encoder key = new Encoder(80);
  private final Encoder value = new Encoder(512);

  /** Entries that go to {@code sink}. */
  StateEntries(StateSink sink) {
    this.sink = sink;
  }

  /** Every entry, ascending: all changes from nothing. */
  void all(Ledger ledger) {
    facts(ledger);
    for (Map.Entry<AccountId, Account> account : ledger.accounts()) {
      account(account.getKey(), account.getValue());
    }
    for (Map.Entry<AccountId, Account> account : ledger.accounts()) {
      nonces(account.getKey(), account.getValue());
    }
    tables(ledger);
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      table
          .getValue()
          .bets()
          .forEach(
              bets -> bets.getValue().forEach(bet -> bet(table.getKey(), bet, Optional.of(bet))));
    }
  }

  /** Kinds 1 to 4: what is the whole chain's. */
  void facts(Ledger ledger) {
    chain(ledger);
    rules(ledger);
    key(VALIDATORS);
    sink.written(key, value().value(ledger.validators()));
    for (Genesis.Gateway gateway : ledger.gateways()) {
      key(GATEWAY).value(gateway.id());
      sink.written(key, value().publicKey(gateway.key()).u63(gateway.laneBytesMax()));
    }
  }

  void nonces(AccountId id, Account account) {
    for (int slot = 0; slot < NonceWindow.WIDTH; slot++) {
      if (account.nonces().hasSlot(slot)) {
        nonce(id, account.nonces(), slot);
      }
    }
  }

  /** Kinds 7 to 10: what is a table's, but for players' bets. */
  void tables(Ledger ledger) {
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      table(table.getValue());
    }
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      round(table.getValue());
    }
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      table
          .getValue()
          .nextCommitments()
          .forEach(
              (validator, digest) -> commitment(table.getKey(), validator, Optional.of(digest)));
    }
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      for (Map.Entry<MissedReveal, Digest> missed : table.getValue().missed()) {
        missed(table.getKey(), missed.getKey(), Optional.of(missed.getValue()));
      }
    }
  }

  void chain(Ledger ledger) {
    key(CHAIN);
    sink.written(key, value().u63(ledger.effectiveTimeMs()).u63(ledger.treasury()));
  }

  private void rules(Ledger ledger) {
    key(RULES);
    Encoder out = value().u16(ledger.protocolVersion());
    for (Genesis.Flag flag : Genesis.Flag.values()) {
      out.flag(ledger.has(flag));
    }
    out.digest(ledger.rulesHash()).value(ledger.parameters());
    sink.written(key, out);
  }

  void account(AccountId id, Account account) {
    key(ACCOUNT).value(id);
    Encoder out = value().u63(account.balance()).u8(account.key().code());
    account.nonces().encodeTo(out);
    sink.written(key, out);
  }

  void nonce(AccountId id, NonceWindow nonces, int slot) {
    key(NONCE).value(id).u8(slot);
    nonces.encodeSlotTo(value(), slot);
    sink.written(key, value);
  }

  void table(TableLedger table) {
    key(TABLE).value(table.id());
    Encoder out =
        value()
            .text(table.name())
            .u63(table.bankroll())
            .u63(table.reserved())
            .u63(table.staked())
            .u63(table.stakeMin())
            .u63(table.stakeMax());
    GameBytes.encode(out, table.craps());
    sink.written(key, out);
  }

  void round(TableLedger table) {
    Round round = table.round();
    key(ROUND).value(table.id());
    Encoder out =
        value()
            .u63(round.number())
            .u8(round.phase().code())
            .u63(round.opensAtMs())
            .u63(round.closesAtMs())
            .u63(round.closedAtMs());
    Contributions.encodeCommitments(out, round.committers());
    Contributions.encodeReveals(out, round.reveals());
    out.flag(round.roll().isPresent());
    round.roll().ifPresent(roll -> GameBytes.encode(out, roll));
    sink.written(key, out);
  }

  void commitment(TableId table, ReplicaId validator, Optional<Digest> commitment) {
    sink.entry(
        key(COMMITMENT).value(table).value(validator).toBytes(), commitment.map(Digest::toBytes));
  }

  void missed(TableId table, MissedReveal missed, Optional<Digest> commitment) {
    sink.entry(
        key(MISSED).value(table).u63(missed.round()).value(missed.validator()).toBytes(),
        commitment.map(Digest::toBytes));
  }

  /** The entry of a bet: {@code now} is empty if it is gone. */
  void bet(TableId table, LiveBet known, Optional<LiveBet> now) {
    sink.entry(
        key(BET).value(table).value(known.account()).value(known.id()).toBytes(),
        now.map(bet -> {
          Encoder out = new Encoder(GameBytes.BET + 16);
          GameBytes.encode(out, bet.bet());
          return out.u63(bet.round()).u63(bet.reserved()).toBytes();
        }));
  }

  /** Calls {@code change} for every key whose value differs, ascending; empty = removed. */
  static <K extends Comparable<K>, V> void changes(
      SortedMap<K, V> before, SortedMap<K, V> after, Change<K, V> change) {
    TreeMap<K, V> either = new TreeMap<>(before);
    either.putAll(after);
    for (K key : either.keySet()) {
      Optional<V> now = Optional.ofNullable(after.get(key));
      if (!now.equals(Optional.ofNullable(before.get(key)))) {
        change.of(key, either.get(key), now);
      }
    }
  }

  /** A changed key: some value that it had or has, and the one it has now. */
  @FunctionalInterface
  interface Change<K, V> {
    void of(K key, V known, Optional<V> now);
  }

  private Encoder key(int kind) {
    return key.clear().u8(kind);
  }

  private Encoder value() {
    return value.clear();
  }
}

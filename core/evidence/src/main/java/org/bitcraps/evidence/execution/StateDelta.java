package org.bitcraps.evidence.execution;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Encoder;

/**
 * Digest of what a block changed: H(tag ‖ for each changed entry, ascending: key, flag, new value),
 * keys and values with their lengths, flag 0 for a removed entry. An entry that was touched and is
 * the same again is no change.
 */
final class StateDelta {

  /** Hashed in pieces of about so many bytes. */
  private static final int PIECE_BYTES = 1 << 16;

  private final MessageDigest sha = Digest.sha256();
  private final Encoder out = new Encoder(1024).tag(DomainTag.STATE_DELTA);
  private final StateEntries entries = new StateEntries(new Into(out, this::hashPiece));

  private StateDelta() {}

  /** Appends every entry, and then says so. */
  private record Into(Encoder out, Runnable written) implements StateSink {

    @Override
    public void entry(byte[] key, Optional<byte[]> value) {
      out.bytes(key).flag(value.isPresent());
      value.ifPresent(out::bytes);
      written.run();
    }

    @Override
    public void written(Encoder key, Encoder value) {
      out.bytes(key).flag(true).bytes(value);
      written.run();
    }
  }

  private void hashPiece() {
    if (out.size() >= PIECE_BYTES) {
      out.hashInto(sha);
      out.clear();
    }
  }

  private Digest finish() {
    out.hashInto(sha);
    return Digest.finish(sha);
  }

  /** Everything that genesis brought. */
  static Digest ofGenesis(Ledger ledger) {
    StateDelta delta = new StateDelta();
    delta.entries.all(ledger);
    return delta.finish();
  }

  /**
   * What a block changed, looking only where it touched.
   *
   * @param accounts those touched, ascending
   */
  static Digest between(
      Ledger before, Ledger after, List<AccountDraft> accounts, Collection<TableDraft> tables) {
    StateDelta delta = new StateDelta();
    if (before.effectiveTimeMs() != after.effectiveTimeMs()
        || before.treasury() != after.treasury()) {
      delta.entries.chain(after);
    }
    delta.accounts(accounts);
    delta.tables(tables);
    return delta.finish();
  }

  /** One walk over the accounts for two kinds of entries: nonces stand after all accounts. */
  private void accounts(List<AccountDraft> accounts) {
    Encoder later = new Encoder(128 * accounts.size());
    StateEntries nonces = new StateEntries(new Into(later, () -> {}));
    for (AccountDraft account : accounts) {
      account(account);
      account.forEachUsedSlot(slot -> nonces.nonce(account.id(), account.now().nonces(), slot));
    }
    out.hashInto(sha);
    later.hashInto(sha);
    out.clear();
  }

  private void account(AccountDraft account) {
    Account before = account.before();
    Account now = account.now();
    if (before == null
        || account.usedNonces()
        || before.balance() != now.balance()
        || before.key() != now.key()) {
      entries.account(account.id(), now);
    }
  }

  private void tables(Collection<TableDraft> tables) {
    for (TableDraft table : tables) {
      if (!sameTable(table.before(), table.after())) {
        entries.table(table.after());
      }
    }
    for (TableDraft table : tables) {
      if (!table.before().round().equals(table.after().round())) {
        entries.round(table.after());
      }
    }
    for (TableDraft table : tables) {
      StateEntries.changes(
          table.before().nextCommitments(),
          table.after().nextCommitments(),
          (validator, known, now) -> entries.commitment(table.before().id(), validator, now));
    }
    for (TableDraft table : tables) {
      for (MissedReveal missed : table.missedTouched()) {
        Optional<Digest> now = table.after().missed().get(missed);
        if (!now.equals(table.before().missed().get(missed))) {
          entries.missed(table.before().id(), missed, now);
        }
      }
    }
    for (TableDraft table : tables) {
      for (AccountId account : table.betsTouched()) {
        StateEntries.changes(
            byId(table.before().betsOf(account)),
            byId(table.after().betsOf(account)),
            (id, known, now) -> entries.bet(table.before().id(), known, now));
      }
    }
  }

  private static boolean sameTable(TableLedger before, TableLedger after) {
    return before.bankroll() == after.bankroll()
        && before.reserved() == after.reserved()
        && before.staked() == after.staked()
        && before.craps().equals(after.craps());
  }

  private static SortedMap<BetId, LiveBet> byId(List<LiveBet> bets) {
    TreeMap<BetId, LiveBet> sorted = new TreeMap<>();
    for (LiveBet bet : bets) {
      sorted.put(bet.id(), bet);
    }
    return sorted;
  }
}

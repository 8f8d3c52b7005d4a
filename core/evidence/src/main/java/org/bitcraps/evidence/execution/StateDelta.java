package org.bitcraps.evidence.execution;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
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
final class StateDelta implements StateSink {

  private final MessageDigest sha = Digest.sha256();

  private StateDelta() {
    sha.update(DomainTag.STATE_DELTA.code());
  }

  @Override
  public void entry(byte[] key, Optional<byte[]> value) {
    Encoder out = new Encoder(160).bytes(key).flag(value.isPresent());
    value.ifPresent(out::bytes);
    sha.update(out.toBytes());
  }

  /** Everything that genesis brought. */
  static Digest ofGenesis(Ledger ledger) {
    StateDelta delta = new StateDelta();
    StateEntries.all(ledger, delta);
    return Digest.finish(delta.sha);
  }

  /** What a block changed, looking only where it touched. */
  static Digest between(
      Ledger before, Ledger after, SortedSet<AccountId> accounts, Collection<TableDraft> tables) {
    StateDelta delta = new StateDelta();
    if (before.effectiveTimeMs() != after.effectiveTimeMs()
        || before.treasury() != after.treasury()) {
      StateEntries.chain(after, delta);
    }
    for (AccountId id : accounts) {
      delta.account(id, before.accounts().find(id), after.accounts().find(id));
    }
    for (AccountId id : accounts) {
      delta.nonces(id, before.accounts().find(id), after.accounts().find(id));
    }
    delta.tables(tables);
    return Digest.finish(delta.sha);
  }

  private void account(AccountId id, Account before, Account after) {
    if (before == null
        || before.balance() != after.balance()
        || before.key() != after.key()
        || !before.nonces().sameWindow(after.nonces())) {
      StateEntries.account(id, after, this);
    }
  }

  private void nonces(AccountId id, Account before, Account after) {
    NonceWindow old = before == null ? NonceWindow.FRESH : before.nonces();
    after.nonces().changedSlots(old, slot -> StateEntries.nonce(id, after.nonces(), slot, this));
  }

  private void tables(Collection<TableDraft> tables) {
    for (TableDraft table : tables) {
      if (!sameTable(table.before(), table.after())) {
        StateEntries.table(table.after(), this);
      }
    }
    for (TableDraft table : tables) {
      if (!table.before().round().equals(table.after().round())) {
        StateEntries.round(table.after(), this);
      }
    }
    for (TableDraft table : tables) {
      StateEntries.changes(
          table.before().nextCommitments(),
          table.after().nextCommitments(),
          (validator, known, now) ->
              StateEntries.commitment(table.before().id(), validator, now, this));
    }
    for (TableDraft table : tables) {
      for (MissedReveal missed : table.missedTouched()) {
        Optional<Digest> now = table.after().missed().get(missed);
        if (!now.equals(table.before().missed().get(missed))) {
          StateEntries.missed(table.before().id(), missed, now, this);
        }
      }
    }
    for (TableDraft table : tables) {
      for (AccountId account : table.betsTouched()) {
        StateEntries.changes(
            byId(table.before().betsOf(account)),
            byId(table.after().betsOf(account)),
            (id, known, now) -> StateEntries.bet(table.before().id(), known, now, this));
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

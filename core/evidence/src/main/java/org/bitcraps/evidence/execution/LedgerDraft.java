package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * The ledger while one block executes: mutable, owned by that execution, holding touched entries
 * only; applied in one go at the end. A debit and its credit are separate calls, so that the totals
 * catch a forgotten half.
 */
final class LedgerDraft {

  private final Ledger before;
  private final SequenceNumber sequence;
  private final long effectiveTimeMs;
  // Insertion order is order of execution: deterministic. Sorted once, when applied.
  private final Map<AccountId, AccountDraft> accounts = new LinkedHashMap<>();
  private final SortedMap<TableId, TableDraft> tables = new TreeMap<>();
  private final List<ResultLeaf> leaves = new ArrayList<>();
  private long balances;
  private long treasury;

  LedgerDraft(Ledger before, SequenceNumber sequence, long effectiveTimeMs) {
    this.before = before;
    this.sequence = sequence;
    this.effectiveTimeMs = effectiveTimeMs;
    this.balances = before.balances();
    this.treasury = before.treasury();
  }

  /** The ledger before the block: for what does not change within one. */
  Ledger before() {
    return before;
  }

  long effectiveTimeMs() {
    return effectiveTimeMs;
  }

  Optional<Account> account(AccountId id) {
    return Optional.ofNullable(open(id).now());
  }

  /** The draft of an account, begun or not. */
  AccountDraft open(AccountId id) {
    AccountDraft drafted = accounts.get(id);
    if (drafted == null) {
      drafted = new AccountDraft(id, before.accounts().find(id));
      accounts.put(id, drafted);
    }
    return drafted;
  }

  /** Adds to a balance; begins the account if need be. */
  void credit(AccountId id, long amount) {
    AccountDraft account = open(id);
    Account now = account.now();
    account.set((now == null ? Account.NEW : now).plus(amount));
    balances = Math.addExact(balances, amount);
  }

  /** Takes from the balance of an account that was checked to have it. */
  void debit(AccountId id, long amount) {
    AccountDraft account = open(id);
    account.set(account.now().minus(amount));
    balances = Math.subtractExact(balances, amount);
  }

  long treasury() {
    return treasury;
  }

  void takeFromTreasury(long amount) {
    treasury = Math.subtractExact(treasury, amount);
  }

  Optional<TableDraft> table(TableId id) {
    TableDraft drafted = tables.get(id);
    if (drafted != null) {
      return Optional.of(drafted);
    }
    Optional<TableDraft> fresh = before.table(id).map(TableDraft::new);
    fresh.ifPresent(table -> tables.put(id, table));
    return fresh;
  }

  void add(ResultLeaf leaf) {
    leaves.add(leaf);
  }

  /** Where the next leaf will stand: leaf 0 is the summary. */
  LeafPlace nextLeaf() {
    return new LeafPlace(sequence, leaves.size() + 1);
  }

  /** The leaves so far, without the summary. */
  List<ResultLeaf> leaves() {
    return leaves;
  }

  /**
   * The ledger after the block, and the digest of what it changed.
   *
   * @throws IllegalStateException if an invariant is broken (X5)
   */
  Applied apply() {
    List<AccountDraft> touched = new ArrayList<>(accounts.size());
    for (AccountDraft account : accounts.values()) {
      if (account.isTouched()) {
        touched.add(account);
      }
    }
    touched.sort(null);
    List<PersistentMap.Change<AccountId, Account>> changed = new ArrayList<>(touched.size());
    for (AccountDraft account : touched) {
      changed.add(new PersistentMap.Change<>(account.id(), Optional.of(account.now())));
    }
    TreeMap<TableId, Optional<TableLedger>> changedTables = new TreeMap<>();
    tables.forEach((id, table) -> changedTables.put(id, Optional.of(table.after())));
    Ledger after =
        new Ledger(
            before.facts(),
            effectiveTimeMs,
            treasury,
            balances,
            before.accounts().withSorted(changed),
            before.tables().withAll(changedTables));
    after.checkInvariants();
    return new Applied(after, StateDelta.between(before, after, touched, tables.values()));
  }

  /** What a block comes to. */
  record Applied(Ledger after, Digest delta) {}
}

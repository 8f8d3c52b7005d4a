package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * The whole state of a chain after a block. Immutable; {@link ExecutedBlock#next} makes the next
 * one, sharing all that the block did not touch. Money in base units, times in effective
 * milliseconds since 1970.
 *
 * <p>Conserved after every block (DESIGN B2): balances + stakes of live bets + bankrolls + treasury
 * = the supply of genesis. The accounts are bounded by the supply: each began with a unit at least.
 */
public final class Ledger {

  /** The version of the rules of execution that this build knows (B6). */
  public static final int PROTOCOL_VERSION = 1;

  private final ChainFacts facts;
  private final long effectiveTimeMs;
  private final long treasury;
  private final long balances;
  private final PersistentMap<AccountId, Account> accounts;
  private final PersistentMap<TableId, TableLedger> tables;

  Ledger(
      ChainFacts facts,
      long effectiveTimeMs,
      long treasury,
      long balances,
      PersistentMap<AccountId, Account> accounts,
      PersistentMap<TableId, TableLedger> tables) {
    this.facts = facts;
    this.effectiveTimeMs = effectiveTimeMs;
    this.treasury = treasury;
    this.balances = balances;
    this.accounts = accounts;
    this.tables = tables;
  }

  /** The state that a genesis describes, playing by the house's rules. */
  public static Ledger genesis(Genesis genesis) {
    return genesis(genesis, RulesTable.standard(), new ExactKeyCheck());
  }

  /**
   * The state that a genesis describes.
   *
   * @param rules the game; must be the one whose document genesis names
   * @param keyCheck checks the key of an account once; all correct ones answer alike
   * @throws IllegalArgumentException if genesis names other rules or another protocol version
   */
  public static Ledger genesis(Genesis genesis, RulesTable rules, KeyCheck keyCheck) {
    TreeMap<AccountId, Optional<Account>> accounts = new TreeMap<>();
    long balances = 0;
    for (Genesis.Mint mint : genesis.mints()) {
      accounts.put(mint.account(), Optional.of(Account.NEW.plus(mint.amount())));
      balances = Math.addExact(balances, mint.amount());
    }
    TreeMap<TableId, Optional<TableLedger>> tables = new TreeMap<>();
    for (Genesis.Table table : genesis.tables()) {
      tables.put(table.id(), Optional.of(TableLedger.genesis(table)));
    }
    Ledger ledger =
        new Ledger(
            ChainFacts.of(genesis, rules, keyCheck),
            genesis.startTimeMs(),
            genesis.treasury(),
            balances,
            PersistentMap.<AccountId, Account>empty().withAll(accounts),
            PersistentMap.<TableId, TableLedger>empty().withAll(tables));
    ledger.checkInvariants();
    return ledger;
  }

  ChainFacts facts() {
    return facts;
  }

  /** The chain. */
  public ChainId chain() {
    return facts.chain();
  }

  /** Version of the rules of execution in force. */
  public int protocolVersion() {
    return facts.protocolVersion();
  }

  /** Whether the chain is a toy in that respect. */
  public boolean has(Genesis.Flag flag) {
    return facts.flags().contains(flag);
  }

  /** The parameters in force. */
  public Parameters parameters() {
    return facts.parameters();
  }

  /** The rules of the game in force. */
  public RulesTable rules() {
    return facts.rules();
  }

  /** Hash of the rules document in force. */
  public Digest rulesHash() {
    return facts.rulesHash();
  }

  /** The validators that sign the next block. */
  public ReplicaSet validators() {
    return facts.validators();
  }

  /** The registered gateways, ascending by id. */
  public List<Genesis.Gateway> gateways() {
    return facts.gateways();
  }

  /** Effective time of the last block. */
  public long effectiveTimeMs() {
    return effectiveTimeMs;
  }

  /** All money there is. */
  public long supply() {
    return facts.supply();
  }

  /** What belongs to nobody yet. */
  public long treasury() {
    return treasury;
  }

  /** Sum of all balances. */
  public long balances() {
    return balances;
  }

  /** One account, if it has begun. */
  public Optional<Account> account(AccountId id) {
    return accounts.get(id);
  }

  /** All accounts, ascending. */
  public PersistentMap<AccountId, Account> accounts() {
    return accounts;
  }

  /** One table, if there is such a one. */
  public Optional<TableLedger> table(TableId id) {
    return tables.get(id);
  }

  /** All tables, ascending. */
  public PersistentMap<TableId, TableLedger> tables() {
    return tables;
  }

  /** One player's live bets at one table, ascending by id. */
  public List<LiveBet> bets(TableId table, AccountId account) {
    return table(table).map(t -> t.betsOf(account)).orElse(List.of());
  }

  /**
   * The earliest effective time at which an <em>empty</em> block would change more than the time: a
   * close of betting, the end of a reveal window with enough reveals, an opening with enough
   * commitments. May lie in the past. Empty if only an operation can help.
   */
  public OptionalLong nextDueMs() {
    OptionalLong next = OptionalLong.empty();
    for (Map.Entry<TableId, TableLedger> entry : tables) {
      OptionalLong due = RoundMachine.dueMs(entry.getValue(), this);
      if (due.isPresent() && (next.isEmpty() || due.getAsLong() < next.getAsLong())) {
        next = due;
      }
    }
    return next;
  }

  /**
   * Whose contributions a table still lacks.
   *
   * @param commitments validators that have not committed to the next round
   * @param reveals committers that have not revealed; empty unless the round is REVEALING
   */
  public record Awaited(List<ReplicaId> commitments, List<ReplicaId> reveals) {}

  /** Whose contributions a table still lacks, ascending; empty if there is no such table. */
  public Optional<Awaited> waitingFor(TableId table) {
    return table(table)
        .map(t -> {
          List<ReplicaId> commitments = new ArrayList<>(validators().ids());
          commitments.removeAll(t.nextCommitments().keySet());
          List<ReplicaId> reveals = new ArrayList<>();
          if (t.round().phase() == RoundPhase.REVEALING) {
            reveals.addAll(t.round().committers().keySet());
            reveals.removeAll(t.round().reveals().keySet());
          }
          return new Awaited(List.copyOf(commitments), List.copyOf(reveals));
        });
  }

  /**
   * Conservation and solvency by the running totals; runs after every block.
   *
   * @throws IllegalStateException if one is broken: the replica must stop (X5)
   */
  public void checkInvariants() {
    long sum = Math.addExact(balances, treasury);
    for (Map.Entry<TableId, TableLedger> entry : tables) {
      TableLedger table = entry.getValue();
      sum = Math.addExact(sum, Math.addExact(table.bankroll(), table.staked()));
    }
    if (sum != supply() || treasury < 0) {
      throw new IllegalStateException(
          "money: %d of %d, treasury %d".formatted(sum, supply(), treasury));
    }
  }

  /**
   * The same, and every running total, from the single accounts and bets: for tests and audits.
   *
   * @throws IllegalStateException if one is broken
   */
  public void recount() {
    checkInvariants();
    long sum = 0;
    for (Map.Entry<AccountId, Account> entry : accounts) {
      sum = Math.addExact(sum, entry.getValue().balance());
    }
    same("balances", sum, balances);
    for (Map.Entry<TableId, TableLedger> entry : tables) {
      long staked = 0;
      long reserved = 0;
      for (Map.Entry<AccountId, List<LiveBet>> bets : entry.getValue().bets()) {
        for (LiveBet bet : bets.getValue()) {
          staked = Math.addExact(staked, bet.bet().stake());
          reserved = Math.addExact(reserved, bet.reserved());
        }
      }
      same("staked", staked, entry.getValue().staked());
      same("reserved", reserved, entry.getValue().reserved());
    }
  }

  private static void same(String what, long counted, long kept) {
    if (counted != kept) {
      throw new IllegalStateException("%s: counted %d, kept %d".formatted(what, counted, kept));
    }
  }

  /**
   * Every entry of the state, ascending by key: the canonical form that deltas and state roots are
   * made of.
   */
  public void forEachEntry(StateSink sink) {
    new StateEntries(sink).all(this);
  }
}

package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * A chain for tests: makes blocks and checks, after each, what must hold after every block: totals,
 * the delta against a full comparison of both states, leaves that read back, two executions alike.
 */
final class TestChain {

  static final long CHIP = 1320;
  static final long START = 1_000_000;
  static final TableId TABLE = new TableId(1);
  static final TableId IDLE_TABLE = new TableId(2);
  static final long NEVER = Long.MAX_VALUE;
  static final Signature UNCHECKED = Signature.fromBytes(new byte[Signature.BYTES]);

  final Genesis genesis;
  final ChainId chainId;
  ExecutedBlock head;
  private long gatewaySequence;
  private final SortedMap<Long, SortedMap<ReplicaId, DiceSecret>> secrets = new TreeMap<>();

  TestChain(Genesis genesis) {
    this.genesis = genesis;
    this.chainId = genesis.chainId();
    this.head = ExecutedBlock.genesis(genesis, RulesTable.standard(), TestChain::isGoodKey);
    head.ledger().recount();
  }

  TestChain() {
    this(genesis(4, Set.of(Genesis.Flag.FAUCET)));
  }

  static Genesis genesis(int validators, Set<Genesis.Flag> flags) {
    return genesis(validators, flags, 20_000 * CHIP);
  }

  static Genesis genesis(int validators, Set<Genesis.Flag> flags, long bankroll) {
    List<Genesis.Validator> members = new ArrayList<>();
    for (int id = 0; id < validators; id++) {
      members.add(
          new Genesis.Validator(
              new ReplicaId(id),
              key("validator", id),
              Digest.ZERO,
              key("vrf", id),
              UNCHECKED,
              UNCHECKED));
    }
    TreeMap<AccountId, Genesis.Mint> mints = new TreeMap<>();
    for (int player = 0; player < 8; player++) {
      mints.put(account(player), new Genesis.Mint(account(player), 1_000 * CHIP));
    }
    return new Genesis(
        "test",
        Digest.ZERO,
        1,
        START,
        flags,
        Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        members,
        List.of(new Genesis.Gateway(new GatewayId(1), key("gateway", 1), 1 << 20)),
        List.of(
            new Genesis.Table(TABLE, "first", bankroll, 2 * CHIP, 100 * CHIP),
            new Genesis.Table(IDLE_TABLE, "idle", 10 * CHIP, CHIP, 100 * CHIP)),
        List.copyOf(mints.values()),
        2_000 * CHIP);
  }

  /** Keys whose first byte is 0xEE stand for points outside the prime-order subgroup. */
  static boolean isGoodKey(PublicKey key) {
    return key.toBytes()[0] != (byte) 0xEE;
  }

  static PublicKey key(String who, int number) {
    byte[] bytes =
        Digest.of(DomainTag.ACCOUNT, (who + number).getBytes(StandardCharsets.UTF_8)).toBytes();
    bytes[0] = 1;
    return PublicKey.fromBytes(bytes);
  }

  static PublicKey badKey() {
    byte[] bytes = new byte[PublicKey.BYTES];
    bytes[0] = (byte) 0xEE;
    return PublicKey.fromBytes(bytes);
  }

  static PublicKey player(int number) {
    return key("player", number);
  }

  static AccountId account(int player) {
    return AccountId.of(player(player));
  }

  Ledger ledger() {
    return head.ledger();
  }

  TableLedger table() {
    return ledger().table(TABLE).orElseThrow();
  }

  Round round() {
    return table().round();
  }

  long now() {
    return head.effectiveTimeMs();
  }

  long balance(int player) {
    return ledger().account(account(player)).orElseThrow().balance();
  }

  /** Executes the next block on the head. */
  ExecutedBlock block(long timeMs, Operation... operations) {
    head = on(head, timeMs, operations);
    return head;
  }

  /** Executes the next block now. */
  ExecutedBlock then(Operation... operations) {
    return block(now(), operations);
  }

  /** Executes a block on any block, without moving the head. */
  ExecutedBlock on(ExecutedBlock parent, long timeMs, Operation... operations) {
    List<Body> bodies = Arrays.stream(operations).map(Body::of).toList();
    Block block =
        new Block(
            chainId,
            parent.ledger().validators().epoch(),
            parent.sequence().next(),
            timeMs,
            parent.digest(),
            bodies.stream().map(Body::digest).toList());
    ExecutedBlock executed = parent.next(block, bodies);
    check(parent, executed, bodies);
    return executed;
  }

  /** The state at genesis: what a restored state takes the chain's facts from. */
  Ledger genesisState() {
    return ExecutedBlock.genesis(genesis, RulesTable.standard(), TestChain::isGoodKey).ledger();
  }

  private static void check(ExecutedBlock parent, ExecutedBlock executed, List<Body> bodies) {
    executed.ledger().recount();
    assertThat(parent.next(executed.block(), bodies).resultRoot()).isEqualTo(executed.resultRoot());
    assertThat(executed.summary().stateDelta())
        .isEqualTo(fullDelta(entries(parent.ledger()), entries(executed.ledger())));
    assertThat(executed.summary().previousRoot()).isEqualTo(parent.resultRoot());
    List<byte[]> leaves = new ArrayList<>();
    for (ResultLeaf leaf : executed.leaves()) {
      byte[] bytes = leaf.toWire();
      assertThat(ResultLeaf.decode(bytes)).isEqualTo(leaf);
      leaves.add(bytes);
    }
    assertThat(MerkleTree.of(leaves).root()).isEqualTo(executed.resultRoot());
  }

  /** The whole state as hexadecimal key → value; asserts ascending unique keys. */
  static SortedMap<String, String> entries(Ledger ledger) {
    TreeMap<String, String> entries = new TreeMap<>();
    HexFormat hex = HexFormat.of();
    ledger.forEachEntry((key, value) -> {
      String text = hex.formatHex(key);
      assertThat(entries.isEmpty() || entries.lastKey().compareTo(text) < 0).isTrue();
      entries.put(text, hex.formatHex(value.orElseThrow()));
    });
    return entries;
  }

  /** The delta by comparing two whole states, written from its definition. */
  static Digest fullDelta(SortedMap<String, String> before, SortedMap<String, String> after) {
    TreeMap<String, String> keys = new TreeMap<>(before);
    keys.putAll(after);
    Encoder out = new Encoder();
    for (String key : keys.keySet()) {
      String now = after.get(key);
      if (now == null || !now.equals(before.get(key))) {
        out.bytes(HexFormat.of().parseHex(key)).flag(now != null);
        if (now != null) {
          out.bytes(HexFormat.of().parseHex(now));
        }
      }
    }
    return Digest.of(DomainTag.STATE_DELTA, out.toBytes());
  }

  // --- players

  Wager wager(int player, BetType type, long amount, long nonce) {
    return new Wager(chainId, player(player), TABLE, round().number(), type, amount, nonce, NEVER);
  }

  Operation bets(Wager... wagers) {
    List<SignedBet> signed =
        Arrays.stream(wagers).map(wager -> new SignedBet(wager, UNCHECKED)).toList();
    return new Operation.PlaceBets(
        BetBatch.of(
            wagers[0].chain(),
            new GatewayId(1),
            gatewaySequence++,
            wagers[0].table(),
            wagers[0].round(),
            signed));
  }

  Operation orders(PlayerOrder... orders) {
    return new Operation.PlayerOrders(
        orders[0].chain(),
        Arrays.stream(orders).map(order -> new SignedOrder(order, UNCHECKED)).toList());
  }

  PlayerOrder change(int player, BetId bet, Change change, long amount, long nonce) {
    return new PlayerOrder.ChangeBet(
        chainId, player(player), TABLE, bet, change, amount, nonce, NEVER);
  }

  PlayerOrder grant(PublicKey key, long amount, long nonce) {
    return new PlayerOrder.FaucetGrant(chainId, key, amount, nonce, NEVER);
  }

  PlayerOrder transfer(int player, AccountId to, long amount, long nonce) {
    return new PlayerOrder.Transfer(chainId, player(player), to, amount, nonce, NEVER);
  }

  /** The receipts of a block. */
  static List<Receipt> receipts(ExecutedBlock executed) {
    return leaves(executed, Receipt.class);
  }

  /** The one receipt of a block. */
  static Receipt receipt(ExecutedBlock executed) {
    List<Receipt> receipts = receipts(executed);
    assertThat(receipts).hasSize(1);
    return receipts.get(0);
  }

  static <T extends ResultLeaf> List<T> leaves(ExecutedBlock executed, Class<T> kind) {
    return executed.leaves().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  // --- validators

  DrawId draw(long round) {
    return new DrawId(chainId, TABLE, round);
  }

  /** The secrets of a round: chosen once, by {@link #plan} or arbitrarily. */
  SortedMap<ReplicaId, DiceSecret> secrets(long round) {
    return secrets.computeIfAbsent(round, r -> secrets(r, 0));
  }

  private SortedMap<ReplicaId, DiceSecret> secrets(long round, int attempt) {
    SortedMap<ReplicaId, DiceSecret> chosen = new TreeMap<>();
    for (Genesis.Validator validator : genesis.validators()) {
      byte[] seed = new Encoder().value(validator.id()).u63(round).u31(attempt).toBytes();
      chosen.put(validator.id(), new DiceSecret(Digest.of(DomainTag.DICE_SECRET, seed)));
    }
    return chosen;
  }

  /** Chooses secrets of a round that, all revealed, give these dice. */
  void plan(long round, Roll roll) {
    for (int attempt = 0; ; attempt++) {
      SortedMap<ReplicaId, DiceSecret> chosen = secrets(round, attempt);
      if (Beacon.of(draw(round), chosen).roll().equals(roll)) {
        secrets.put(round, chosen);
        return;
      }
    }
  }

  Operation commit(long round, int validator) {
    ReplicaId id = new ReplicaId(validator);
    return new Operation.Commitment(
        draw(round), id, secrets(round).get(id).commitment(draw(round), id), UNCHECKED);
  }

  Operation reveal(long round, int validator) {
    ReplicaId id = new ReplicaId(validator);
    return new Operation.Reveal(draw(round), id, secrets(round).get(id), UNCHECKED);
  }

  Operation[] commits(long round, int count) {
    Operation[] operations = new Operation[count];
    for (int i = 0; i < count; i++) {
      operations[i] = commit(round, i);
    }
    return operations;
  }

  Operation[] reveals(long round, int count) {
    Operation[] operations = new Operation[count];
    for (int i = 0; i < count; i++) {
      operations[i] = reveal(round, i);
    }
    return operations;
  }

  /** Brings the first table from SETTLED to BETTING with all validators committed. */
  ExecutedBlock open() {
    then(commits(round().number() + 1, genesis.validators().size()));
    ExecutedBlock opened = then();
    assertThat(round().phase()).isEqualTo(RoundPhase.BETTING);
    return opened;
  }

  /** Opens the next round, which will roll these dice. */
  void openFor(int die1, int die2) {
    plan(round().number() + 1, new Roll(die1, die2));
    open();
  }

  /** Closes the current round. */
  ExecutedBlock close() {
    ExecutedBlock closed = block(round().closesAtMs());
    assertThat(round().phase()).isEqualTo(RoundPhase.REVEALING);
    return closed;
  }

  /** Closes the current round and reveals all; gives the block of the settlement. */
  ExecutedBlock roll() {
    close();
    ExecutedBlock settled = then(reveals(round().number(), genesis.validators().size()));
    assertThat(round().phase()).isEqualTo(RoundPhase.SETTLED);
    return settled;
  }
}

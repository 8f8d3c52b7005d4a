package org.bitcraps.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * What the players of a run want: bets of every kind, changes of them, transfers, grants; some too
 * late, too large, expired, or with a nonce that was used. Remembers who has no receipt yet.
 */
final class Players {

  private static final int RECENT_MAX = 8;

  private static final List<BetType> COMMON =
      List.of(BetType.PASS, BetType.DONT_PASS, BetType.COME, BetType.FIELD, BetType.PLACE_6);

  private final ChainId chain;
  private final List<Signer> players;
  private final Chance chance;
  private final Swarm swarm;
  private final Tally tally;
  private final long[] nonces;
  private final Deque<Operation.PlaceBets> recent = new ArrayDeque<>();
  private long answered;
  private final Set<BetId> unanswered = new HashSet<>();
  private long rolls;
  private long placed;

  Players(ChainId chain, List<Signer> players, Chance chance, Swarm swarm, Tally tally) {
    this.chain = chain;
    this.players = players;
    this.chance = chance;
    this.swarm = swarm;
    this.tally = tally;
    this.nonces = new long[players.size()];
  }

  /** What they want next, going by what is certain; they wait for the receipts. */
  Operation next(Ledger ledger, long gatewaySequence) {
    Operation operation = wish(ledger, Courier.ID, gatewaySequence);
    switch (operation) {
      case Operation.PlaceBets bets -> {
        bets.batch().bets().forEach(bet -> unanswered.add(bet.id()));
        recent.addLast(bets);
        if (recent.size() > RECENT_MAX) {
          recent.removeFirst();
        }
      }
      case Operation.PlayerOrders orders ->
          orders.orders().forEach(order -> unanswered.add(order.order().id()));
      case Operation.Commitment commitment -> throw new IllegalStateException("no player's");
      case Operation.Reveal reveal -> throw new IllegalStateException("no player's");
    }
    return operation;
  }

  /** What some want who do not wait for a receipt, and never ask again. */
  Operation abandoned(Ledger ledger, GatewayId gateway, long gatewaySequence) {
    return wish(ledger, gateway, gatewaySequence);
  }

  private Operation wish(Ledger ledger, GatewayId gateway, long gatewaySequence) {
    List<TableLedger> tables = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> table : ledger.tables()) {
      tables.add(table.getValue());
    }
    return !tables.isEmpty() && chance.happens(0.7)
        ? bets(ledger, chance.oneOf(tables), gateway, gatewaySequence)
        : orders(ledger, tables);
  }

  private Operation bets(
      Ledger ledger, TableLedger table, GatewayId gateway, long gatewaySequence) {
    long number = table.round().number();
    long round = chance.happens(0.1) ? Math.max(0, number + chance.between(-1, 1)) : number;
    List<SignedBet> bets = new ArrayList<>();
    for (int i = chance.between(2, 7); i > 0; i--) {
      int who = chance.between(0, players.size() - 1);
      BetType type =
          chance.happens(0.5) ? chance.oneOf(COMMON) : chance.oneOf(List.of(BetType.values()));
      // A used nonce with other content is refused, and with the same content a duplicate (B1).
      long nonce = nonces[who];
      if (nonce > 0 && chance.happens(swarm.rate(Fault.NONCE_REUSE, 0.02, 0.2))) {
        tally.fired(Fault.NONCE_REUSE);
        nonce = chance.between(0L, nonce - 1);
      } else {
        nonces[who]++;
      }
      Wager wager =
          new Wager(
              chain,
              players.get(who).publicKey(),
              table.id(),
              round,
              type,
              Chips.chips(chance.between(1, 20)),
              nonce,
              expiry(ledger));
      bets.add(SignedBet.sign(wager, players.get(who)));
    }
    if (chance.happens(0.05)) {
      bets.add(bets.get(0));
    }
    return new Operation.PlaceBets(
        BetBatch.of(chain, gateway, gatewaySequence, table.id(), round, bets));
  }

  /** Some of the last bets again, through another gateway; empty if there are none yet. */
  Optional<Operation> again(GatewayId gateway, long gatewaySequence) {
    if (recent.isEmpty()) {
      return Optional.empty();
    }
    tally.fired(Fault.CLIENT_RETRIES);
    BetBatch batch = chance.oneOf(List.copyOf(recent)).batch();
    return Optional.of(
        new Operation.PlaceBets(
            BetBatch.of(
                chain,
                gateway,
                gatewaySequence,
                batch.header().table(),
                batch.header().round(),
                batch.bets())));
  }

  private long expiry(Ledger ledger) {
    return chance.happens(0.1)
        ? ledger.effectiveTimeMs() + chance.between(0L, 1_000L)
        : Long.MAX_VALUE;
  }

  private Operation orders(Ledger ledger, List<TableLedger> tables) {
    SortedMap<BetId, SignedOrder> orders = new TreeMap<>();
    for (int i = chance.between(1, 6); i > 0; i--) {
      int who = chance.between(0, players.size() - 1);
      PlayerOrder order = order(ledger, tables, players.get(who), nonces[who]++);
      orders.put(order.id(), SignedOrder.sign(order, players.get(who)));
    }
    return new Operation.PlayerOrders(chain, List.copyOf(orders.values()));
  }

  private PlayerOrder order(Ledger ledger, List<TableLedger> tables, Signer player, long nonce) {
    return switch (chance.between(0, tables.isEmpty() ? 1 : 3)) {
      case 0 ->
          new PlayerOrder.FaucetGrant(
              chain, player.publicKey(), Chips.chips(chance.between(1, 30)), nonce, expiry(ledger));
      case 1 ->
          new PlayerOrder.Transfer(
              chain,
              player.publicKey(),
              AccountId.of(chance.oneOf(players).publicKey()),
              chance.between(1L, Chips.chips(200)),
              nonce,
              expiry(ledger));
      default -> change(ledger, chance.oneOf(tables), player, nonce);
    };
  }

  private PlayerOrder change(Ledger ledger, TableLedger table, Signer player, long nonce) {
    List<LiveBet> live = ledger.bets(table.id(), AccountId.of(player.publicKey()));
    BetId bet = live.isEmpty() ? new BetId(chain.digest()) : chance.oneOf(live).id();
    PlayerOrder.Change change = chance.oneOf(List.of(PlayerOrder.Change.values()));
    boolean moves = change == PlayerOrder.Change.PRESS || change == PlayerOrder.Change.REDUCE;
    return new PlayerOrder.ChangeBet(
        chain,
        player.publicKey(),
        table.id(),
        bet,
        change,
        moves ? Chips.chips(chance.between(1, 5)) : 0,
        nonce,
        Long.MAX_VALUE);
  }

  /** A block is certain. */
  void see(ExecutedBlock block) {
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        answered += unanswered.remove(receipt.order()) ? 1 : 0;
        if (receipt.outcome() == Outcome.DUPLICATE && swarm.has(Fault.CLIENT_RETRIES)) {
          tally.mattered(Fault.CLIENT_RETRIES);
        } else if (receipt.outcome() == Outcome.NONCE_REUSED) {
          tally.mattered(Fault.NONCE_REUSE);
        }
        placed += receipt.isDone() && receipt.kind() == OrderKind.BET ? 1 : 0;
      } else if (leaf instanceof RollRecorded) {
        rolls++;
        tally.mattered(Fault.PHASES);
      }
    }
  }

  /** How many orders have no receipt yet. */
  int unanswered() {
    return unanswered.size();
  }

  /** How many orders have their receipt. */
  long answered() {
    return answered;
  }

  long rolls() {
    return rolls;
  }

  long placed() {
    return placed;
  }
}

package org.bitcraps.gateway.admission;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;

/**
 * Everything between admission and certificate: so that a nonce is not promised twice, chips are
 * not promised twice, and a player who asks is told that the order is under way. Thread-safe.
 *
 * <p>Bound: {@code ordersMax} in all; a full one answers "busy" (X4). An entry leaves when a
 * certified block has its receipt, or when dispatch gives its batch up.
 */
public final class PendingOrders {

  private final int ordersMax;
  private final LongSupplier clockNanos;
  private final Map<BetId, Held> byId = new HashMap<>();
  private final Map<AccountId, TreeMap<Long, Pending>> byAccount = new HashMap<>();
  private final Map<TableId, Long> reserves = new HashMap<>();
  private long certified;
  private long waitedNanos;

  private record Held(Pending order, long sinceNanos) {}

  /** None yet. */
  public PendingOrders(int ordersMax) {
    this(ordersMax, System::nanoTime);
  }

  PendingOrders(int ordersMax, LongSupplier clockNanos) {
    this.ordersMax = ordersMax;
    this.clockNanos = clockNanos;
  }

  /** What came of taking orders: all of them or none. */
  public enum Taken {
    ALL,
    /** One uses a nonce that another order under way uses. */
    CONFLICT,
    FULL
  }

  /** Takes all of them or none; those that are here already change nothing. */
  public synchronized Taken take(List<Pending> orders) {
    if (byId.size() + orders.size() > ordersMax) {
      return Taken.FULL;
    }
    for (Pending order : orders) {
      Optional<Pending> other = using(order.account(), order.nonce());
      if (other.isPresent() && !other.get().id().equals(order.id())) {
        return Taken.CONFLICT;
      }
    }
    long nowNanos = clockNanos.getAsLong();
    for (Pending order : orders) {
      if (byId.putIfAbsent(order.id(), new Held(order, nowNanos)) == null) {
        byAccount
            .computeIfAbsent(order.account(), none -> new TreeMap<>())
            .put(order.nonce(), order);
        order.table().ifPresent(table -> reserves.merge(table, order.reserve(), Math::addExact));
      }
    }
    return Taken.ALL;
  }

  /** The order of an account that uses a nonce. */
  public synchronized Optional<Pending> using(AccountId account, long nonce) {
    return Optional.ofNullable(byAccount.get(account)).map(orders -> orders.get(nonce));
  }

  /** All orders of one account, by nonce. */
  public synchronized List<Pending> of(AccountId account) {
    TreeMap<Long, Pending> orders = byAccount.get(account);
    return orders == null ? List.of() : List.copyOf(orders.values());
  }

  /** What the bets under way will take of a table's bankroll. */
  public synchronized long reserve(TableId table) {
    return reserves.getOrDefault(table, 0L);
  }

  /** Whether an order is under way. */
  public synchronized boolean contains(BetId id) {
    return byId.containsKey(id);
  }

  /** How many are under way. */
  public synchronized int size() {
    return byId.size();
  }

  /** Certified: their receipts say the rest. */
  public void certified(ExecutedBlock block) {
    long nowNanos = clockNanos.getAsLong();
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        certified(receipt.order(), nowNanos);
      }
    }
  }

  private synchronized void certified(BetId id, long nowNanos) {
    Held held = remove(id);
    if (held != null) {
      certified++;
      waitedNanos += nowNanos - held.sinceNanos();
    }
  }

  /** How many of those that were taken here a certified block has. */
  public synchronized long certified() {
    return certified;
  }

  /** How long all of those waited for it from the moment they were taken, ns. */
  public synchronized long waitedNanos() {
    return waitedNanos;
  }

  /** No longer under way. */
  public synchronized void forget(Collection<BetId> ids) {
    ids.forEach(this::remove);
  }

  private Held remove(BetId id) {
    Held held = byId.remove(id);
    if (held != null) {
      Pending order = held.order();
      TreeMap<Long, Pending> orders = byAccount.get(order.account());
      orders.remove(order.nonce());
      if (orders.isEmpty()) {
        byAccount.remove(order.account());
      }
      order.table().ifPresent(table -> reserves.merge(table, order.reserve(), Math::subtractExact));
    }
    return held;
  }
}

package org.bitcraps.gateway.admission;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Map<BetId, Pending> byId = new HashMap<>();
  private final Map<AccountId, TreeMap<Long, Pending>> byAccount = new HashMap<>();
  private final Map<TableId, Long> reserves = new HashMap<>();

  /** None yet. */
  public PendingOrders(int ordersMax) {
    this.ordersMax = ordersMax;
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
    for (Pending order : orders) {
      if (byId.putIfAbsent(order.id(), order) == null) {
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
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        forget(List.of(receipt.order()));
      }
    }
  }

  /** No longer under way. */
  public synchronized void forget(Collection<BetId> ids) {
    for (BetId id : ids) {
      Pending order = byId.remove(id);
      if (order != null) {
        TreeMap<Long, Pending> orders = byAccount.get(order.account());
        orders.remove(order.nonce());
        if (orders.isEmpty()) {
          byAccount.remove(order.account());
        }
        order
            .table()
            .ifPresent(table -> reserves.merge(table, order.reserve(), Math::subtractExact));
      }
    }
  }
}

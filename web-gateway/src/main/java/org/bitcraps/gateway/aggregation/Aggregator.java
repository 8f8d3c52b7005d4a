package org.bitcraps.gateway.aggregation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.gateway.admission.Onward;

/**
 * Collects orders until there are enough for a body or the first has waited long enough, then hands
 * batches on. {@link #run} is the loop of the one thread; anybody may offer.
 *
 * <p>Bound: {@code ordersMax} orders that no batch has; whoever comes on top is refused (X4).
 */
public final class Aggregator implements Onward, Runnable, AutoCloseable {

  /** The longest the loop sleeps. */
  public static final long IDLE_MS = 100;

  private final int batchMax;
  private final long lingerMs;
  private final int ordersMax;
  private final Outlet outlet;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<SignedBet> bets = new ArrayList<>();
  private final List<SignedOrder> orders = new ArrayList<>();

  /** Batches that the outlet had no room for, in order; only the loop's thread touches them. */
  private final Deque<Attempt> attempts = new ArrayDeque<>();

  private int unsent;
  private long firstNanos;
  private volatile boolean closed;

  /**
   * An aggregator.
   *
   * @param batchMax orders of one body
   * @param lingerMs how long the first order waits for others
   * @param ordersMax orders that wait in all
   */
  public Aggregator(int batchMax, long lingerMs, int ordersMax, Outlet outlet) {
    this.batchMax = batchMax;
    this.lingerMs = lingerMs;
    this.ordersMax = ordersMax;
    this.outlet = outlet;
  }

  @Override
  public boolean bets(List<Verified<SignedBet>> more) {
    return add(bets, more);
  }

  @Override
  public boolean orders(List<Verified<SignedOrder>> more) {
    return add(orders, more);
  }

  private <T> boolean add(List<T> all, List<Verified<T>> more) {
    lock.lock();
    try {
      if (closed || unsent + more.size() > ordersMax) {
        return false;
      }
      if (bets.isEmpty() && orders.isEmpty()) {
        firstNanos = System.nanoTime();
      }
      more.forEach(verified -> all.add(verified.value()));
      unsent += more.size();
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Orders that no batch has. */
  public int waiting() {
    lock.lock();
    try {
      return unsent;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        awaitWork();
        flush();
        outlet.tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The loop ends within {@link #IDLE_MS}; what waits is dropped, its players send it again. */
  @Override
  public void close() {
    closed = true;
  }

  /** Until a batch is to be made, or it is time for a tick. */
  private void awaitWork() throws InterruptedException {
    lock.lock();
    try {
      long tickAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(IDLE_MS);
      for (long left = leftUntil(tickAt); left > 0 && !closed; left = leftUntil(tickAt)) {
        var _ = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private long leftUntil(long tickAt) {
    return Math.min(tickAt - System.nanoTime(), leftUntilDue());
  }

  /**
   * Nanoseconds until what waits is to become batches: until the first has waited long enough, none
   * when there are enough for a body. For ever while older batches wait for room.
   */
  private long leftUntilDue() {
    if (!attempts.isEmpty() || (bets.isEmpty() && orders.isEmpty())) {
      return Long.MAX_VALUE;
    }
    if (bets.size() >= batchMax || orders.size() >= batchMax) {
      return 0;
    }
    return firstNanos + TimeUnit.MILLISECONDS.toNanos(lingerMs) - System.nanoTime();
  }

  /** One batch on its way out. */
  private record Attempt(int size, BooleanSupplier offer) {}

  private void flush() {
    takeDue();
    while (!attempts.isEmpty() && attempts.peek().offer().getAsBoolean()) {
      sent(attempts.remove().size());
    }
  }

  private void takeDue() {
    lock.lock();
    try {
      if (leftUntilDue() > 0) {
        return;
      }
      for (Batches.Batch batch : Batches.of(bets, batchMax)) {
        attempts.add(
            new Attempt(
                batch.bets().size(),
                () -> outlet.bets(batch.table(), batch.round(), batch.bets())));
      }
      for (List<SignedOrder> batch : Batches.cut(orders, batchMax)) {
        attempts.add(new Attempt(batch.size(), () -> outlet.orders(batch)));
      }
      bets.clear();
      orders.clear();
    } finally {
      lock.unlock();
    }
  }

  private void sent(int count) {
    lock.lock();
    try {
      unsent -= count;
    } finally {
      lock.unlock();
    }
  }
}

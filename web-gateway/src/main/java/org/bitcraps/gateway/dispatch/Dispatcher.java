package org.bitcraps.gateway.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.gateway.aggregation.Outlet;
import org.bitcraps.gateway.collection.HeldBodies;

/**
 * Signs bodies, sends each to every validator, and again until a certified block has it. Nonces
 * make the repetition harmless. Thread-safe.
 *
 * <p>Bound: {@code bodiesMax} and {@code bytesMax} outstanding; beyond that the aggregator keeps
 * its batches, and soon players are told "busy" (X4). A body that nobody certifies is given up when
 * all its orders have expired, after {@link #GIVE_UP_MS} at the latest.
 */
public final class Dispatcher implements Outlet, HeldBodies {

  /** Nobody waits longer for an order to be certified. */
  public static final long GIVE_UP_MS = 600_000;

  /** Validators refuse by effective time, which may lag behind our clock. */
  private static final long EXPIRY_SLACK_MS = 10_000;

  /** What may be outstanding. */
  public record Bounds(int bodies, long bytes) {

    /** 32 MiB of bodies. */
    public static final Bounds DEFAULT = new Bounds(1_024, 32L << 20);

    /**
     * No more than a lane at the validators holds (D3): they would refuse the rest, and it would
     * wait there for nothing, instead of here, where players are told.
     */
    public Bounds within(long laneBytes) {
      return new Bounds(bodies, Math.min(bytes, laneBytes));
    }
  }

  private final ChainId chain;
  private final GatewayId gateway;
  private final Signer signer;
  private final ToValidators validators;
  private final Bounds bounds;
  private final LongSupplier clockMs;
  private final Consumer<Collection<BetId>> givenUp;
  private final Map<Digest, Outstanding> outstanding = new LinkedHashMap<>();
  private long bytes;
  private long nextSequence;

  /**
   * A dispatcher.
   *
   * @param givenUp takes the orders of a body that is offered no longer
   */
  public Dispatcher(
      ChainId chain,
      GatewayId gateway,
      Signer signer,
      ToValidators validators,
      Bounds bounds,
      LongSupplier clockMs,
      Consumer<Collection<BetId>> givenUp) {
    this.chain = chain;
    this.gateway = gateway;
    this.signer = signer;
    this.validators = validators;
    this.bounds = bounds;
    this.clockMs = clockMs;
    this.givenUp = givenUp;
    // Never the same twice without writing anything down: a restart takes longer than a
    // millisecond, and nobody makes a million bodies in one. u63 lasts until the year 2248.
    this.nextSequence = clockMs.getAsLong() << 20;
  }

  @Override
  public boolean bets(TableId table, long round, List<SignedBet> bets) {
    List<BetId> ids = bets.stream().map(SignedBet::id).toList();
    long expiresAtMs = bets.stream().mapToLong(bet -> bet.bet().expiresAtMs()).max().orElse(0);
    return send(
        sequence ->
            new Operation.PlaceBets(BetBatch.of(chain, gateway, sequence, table, round, bets)),
        ids,
        expiresAtMs);
  }

  @Override
  public boolean orders(List<SignedOrder> orders) {
    List<BetId> ids = orders.stream().map(signed -> signed.order().id()).toList();
    long expiresAtMs =
        orders.stream().mapToLong(signed -> signed.order().expiresAtMs()).max().orElse(0);
    return send(sequence -> new Operation.PlayerOrders(chain, orders), ids, expiresAtMs);
  }

  private interface Numbered {
    Operation operation(long sequence);
  }

  private boolean send(Numbered numbered, List<BetId> ids, long expiresAtMs) {
    BatchBody body;
    synchronized (this) {
      if (outstanding.size() >= bounds.bodies() || bytes >= bounds.bytes()) {
        return false;
      }
      Body fresh = Body.of(numbered.operation(nextSequence));
      if (!outstanding.isEmpty() && bytes + fresh.size() > bounds.bytes()) {
        return false;
      }
      body = BatchBody.broughtBy(gateway, nextSequence++, fresh, signer);
      long nowMs = clockMs.getAsLong();
      long latest = nowMs + GIVE_UP_MS;
      long giveUpAtMs = expiresAtMs >= latest ? latest : expiresAtMs + EXPIRY_SLACK_MS;
      outstanding.put(body.body().digest(), new Outstanding(body, ids, nowMs, giveUpAtMs));
      bytes += body.body().size();
    }
    validators.body(body.toWire());
    return true;
  }

  /** Sends again what is due, gives up what is hopeless. */
  @Override
  public void tick() {
    long nowMs = clockMs.getAsLong();
    List<BatchBody> again = new ArrayList<>();
    List<BetId> hopeless = new ArrayList<>();
    synchronized (this) {
      Iterator<Outstanding> all = outstanding.values().iterator();
      while (all.hasNext()) {
        Outstanding one = all.next();
        if (nowMs > one.giveUpAtMs) {
          all.remove();
          bytes -= one.bytes();
          hopeless.addAll(one.orders);
        } else if (one.isDue(nowMs)) {
          again.add(one.body);
        }
      }
    }
    again.forEach(body -> validators.body(body.toWire()));
    if (!hopeless.isEmpty()) {
      givenUp.accept(hopeless);
    }
  }

  /** These bodies are ordered: nobody needs them from us any more. */
  public synchronized void certified(Block block) {
    for (Digest digest : block.bodies()) {
      Outstanding gone = outstanding.remove(digest);
      if (gone != null) {
        bytes -= gone.bytes();
      }
    }
  }

  @Override
  public synchronized Optional<BatchBody> body(Digest digest) {
    return Optional.ofNullable(outstanding.get(digest)).map(one -> one.body);
  }

  /** Bodies that no certified block shows yet. */
  public synchronized int outstanding() {
    return outstanding.size();
  }
}

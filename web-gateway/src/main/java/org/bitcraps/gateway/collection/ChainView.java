package org.bitcraps.gateway.collection;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * What this gateway knows for certain: the state after the last certified block, the recent past,
 * and where orders and rounds stand in it. Written by the follower's thread, read by all.
 */
public final class ChainView {

  private static final int ORDERS_MAX = 100_000;
  private static final int ROUNDS_MAX = 10_000;

  private final Genesis genesis;
  private final Archive archive;
  private final OrderIndex orders = new OrderIndex(ORDERS_MAX);
  private final RoundIndex rounds;
  private final TreeMap<ReplicaId, Long> lastSigned = new TreeMap<>();
  private final List<Consumer<FollowedBlock>> listeners = new CopyOnWriteArrayList<>();

  private volatile ExecutedBlock last;
  private volatile Optional<FollowedBlock> lastFollowed = Optional.empty();
  private volatile long lastAtMs;
  private volatile long newestTimeMs;
  private volatile Optional<String> stopped = Optional.empty();

  /**
   * The view at a state. Of orders and rounds it knows what comes after it.
   *
   * @param begun the state
   * @param beginnings from where what came before it can be executed again
   */
  public ChainView(
      Genesis genesis,
      ExecutedBlock begun,
      Beginnings beginnings,
      Archive.Bounds bounds,
      Optional<History> past) {
    this.genesis = genesis;
    this.last = begun;
    this.archive = new Archive(beginnings, bounds, past);
    this.rounds = new RoundIndex(begun.ledger(), ROUNDS_MAX);
  }

  /** Calls {@code listener} for every block, on the follower's thread, after the view shows it. */
  public void onBlock(Consumer<FollowedBlock> listener) {
    listeners.add(listener);
  }

  /** The next block. */
  public void add(FollowedBlock block, long nowMs) {
    archive.add(block);
    orders.add(block);
    rounds.add(block);
    synchronized (lastSigned) {
      for (ReplicaId signer : block.notice().certified().certificate().signers()) {
        lastSigned.put(signer, block.sequence());
      }
    }
    last = block.executed();
    lastFollowed = Optional.of(block);
    lastAtMs = nowMs;
    listeners.forEach(listener -> listener.accept(block));
  }

  /** A quorum certified a later block, which this view may not have for long. */
  public void certified(Block block) {
    newestTimeMs = block.timeMs();
  }

  /**
   * How much older the last block here is than the newest that is known to be certified, by the
   * time in them: our own clock may be wrong. 0 before the first.
   */
  public long behindMs() {
    return lastFollowed
        .map(block -> newestTimeMs - block.notice().certified().block().timeMs())
        .filter(ms -> ms > 0)
        .orElse(0L);
  }

  /** The view goes no further. */
  public void stop(String reason) {
    stopped = Optional.of(reason);
  }

  /** Why it goes no further. */
  public Optional<String> stopped() {
    return stopped;
  }

  /** The chain's first facts. */
  public Genesis genesis() {
    return genesis;
  }

  /** The last certified block as we executed it; genesis before the first. */
  public ExecutedBlock last() {
    return last;
  }

  /** The last certified block with its certificate. */
  public Optional<FollowedBlock> lastFollowed() {
    return lastFollowed;
  }

  /** The state after it. */
  public Ledger ledger() {
    return last.ledger();
  }

  /** When the last block came, by our clock; 0 before the first. */
  public long lastAtMs() {
    return lastAtMs;
  }

  /** The past. */
  public Archive archive() {
    return archive;
  }

  /** What the chain says of an order. */
  public Optional<BetTrail> order(BetId id) {
    return orders.get(id);
  }

  /** Where a round stands in the chain. */
  public Optional<RoundTrail> round(TableId table, long round) {
    return rounds.get(table, round);
  }

  /** The lowest round that {@link #round} still knows. */
  public long firstRound(TableId table) {
    return rounds.first(table);
  }

  /** The last rounds with dice, newest first. */
  public List<RoundTrail> rolls(TableId table, int count) {
    return rounds.rolled(table, count);
  }

  /** The last block whose certificate has this validator's signature; 0 if none had. */
  public long lastSigned(ReplicaId validator) {
    synchronized (lastSigned) {
      return lastSigned.getOrDefault(validator, 0L);
    }
  }
}

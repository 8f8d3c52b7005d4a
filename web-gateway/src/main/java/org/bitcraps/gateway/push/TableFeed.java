package org.bitcraps.gateway.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.bet.BetLine;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.gateway.collection.BlockView;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.bitcraps.gateway.collection.RollView;
import org.bitcraps.gateway.collection.TableView;

/** What is told of one table: one update per block, numbered like the block. */
final class TableFeed {

  private static final int RING_TEXTS = 1_024;
  private static final long RING_CHARS = 4L << 20;
  private static final int READERS_MAX = 10_000;
  private static final int SNAPSHOT_ROLLS = 20;
  private static final int SNAPSHOT_BLOCKS = 12;

  private final TableId table;
  private final ChainView view;
  private final LongSupplier clockMs;
  private final Feed feed = new Feed(RING_TEXTS, RING_CHARS, READERS_MAX);

  // What the last update said: written by the follower's thread, read under the feed's lock.
  private volatile ExecutedBlock told;
  private volatile List<BetLine> bets;

  TableFeed(TableId table, ChainView view, LongSupplier clockMs) {
    this.table = table;
    this.view = view;
    this.clockMs = clockMs;
    this.told = view.last();
    this.bets = TableView.lines(told.ledger().table(table).orElseThrow());
  }

  /** On the follower's thread, in order. */
  void tell(FollowedBlock block) {
    ExecutedBlock executed = block.executed();
    boolean betsChanged = false;
    Optional<RollRecorded> roll = Optional.empty();
    List<ReplicaId> missing = new ArrayList<>();
    List<BetSettled> settled = new ArrayList<>();
    for (ResultLeaf leaf : executed.leaves()) {
      if (leaf instanceof Receipt receipt && receipt.table().equals(Optional.of(table))) {
        betsChanged = true;
      } else if (leaf instanceof RollRecorded recorded && recorded.table().equals(table)) {
        roll = Optional.of(recorded);
      } else if (leaf instanceof MissingReveal reveal && reveal.table().equals(table)) {
        missing.add(reveal.validator());
      } else if (leaf instanceof BetSettled one && one.table().equals(table)) {
        settled.add(one);
      }
    }
    if (betsChanged || !settled.isEmpty()) {
      bets = TableView.lines(executed.ledger().table(table).orElseThrow());
    }
    Frame update =
        new Frame.Update(
            "block",
            block.sequence(),
            executed.effectiveTimeMs(),
            BlockView.of(block.notice()),
            TableView.of(executed, executed.ledger().table(table).orElseThrow()),
            betsChanged || !settled.isEmpty() ? bets : null,
            roll.map(leaf -> RollView.of(block.sequence(), leaf, missing)).orElse(null),
            roll.isPresent() ? summary(settled) : null);
    String text = update.text();
    synchronized (this) {
      told = executed;
      feed.publish(block.sequence(), text);
    }
  }

  private static Frame.Settled summary(List<BetSettled> settled) {
    EnumMap<BetSettled.Result, Integer> results = new EnumMap<>(BetSettled.Result.class);
    long paid = 0;
    long collected = 0;
    for (BetSettled one : settled) {
      results.merge(one.result(), 1, Integer::sum);
      paid += one.profit();
      collected += one.result() == BetSettled.Result.LOST ? one.before().stake() : 0;
    }
    return new Frame.Settled(
        results.getOrDefault(BetSettled.Result.WON, 0),
        results.getOrDefault(BetSettled.Result.LOST, 0),
        results.getOrDefault(BetSettled.Result.PUSHED, 0)
            + results.getOrDefault(BetSettled.Result.RETURNED, 0),
        results.getOrDefault(BetSettled.Result.MOVED, 0),
        paid,
        collected);
  }

  /** Adds a reader; false if there are too many. */
  synchronized boolean join(Subscriber reader, long from) {
    return feed.join(reader, from, () -> resumed(from), this::snapshot);
  }

  private String resumed(long from) {
    return new Frame.Resumed("resumed", from, clockMs.getAsLong(), TableSocket.IDLE_MS).text();
  }

  private String snapshot() {
    ExecutedBlock last = told;
    long n = last.sequence().value();
    List<BlockView> blocks = new ArrayList<>();
    for (FollowedBlock block : view.archive().recent(n - SNAPSHOT_BLOCKS + 1, n)) {
      blocks.add(BlockView.of(block.notice()));
    }
    Collections.reverse(blocks);
    List<RollView> rolls = new ArrayList<>();
    view.rolls(table, SNAPSHOT_ROLLS).stream()
        .filter(trail -> trail.rolledAt().orElseThrow().sequence().value() <= n)
        .forEach(trail ->
            rolls.add(
                RollView.of(
                    trail.rolledAt().orElseThrow().sequence().value(),
                    trail.rolled().orElseThrow(),
                    trail.missing())));
    return new Frame.Snapshot(
            "snapshot",
            n,
            clockMs.getAsLong(),
            TableSocket.IDLE_MS,
            view.genesis().chainId().toString(),
            last.ledger().validators().quorum().size(),
            TableView.of(last, last.ledger().table(table).orElseThrow()),
            bets,
            rolls,
            blocks)
        .text();
  }

  void tell(String text) {
    feed.tell(text);
  }

  void leave(Subscriber reader) {
    feed.leave(reader);
  }

  int backlog() {
    return feed.backlog();
  }

  int readers() {
    return feed.readers();
  }
}

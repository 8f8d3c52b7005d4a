package org.bitcraps.gateway.push;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.bitcraps.gateway.collection.Standstill;
import org.bitcraps.gateway.collection.ValidatorView;

/** All tables' feeds. The host calls {@link #beat} every second. */
public final class Feeds {

  private static final long STATUS_MS = 5_000;

  private final ChainView view;
  private final Supplier<Optional<NodeReport>> nodes;
  private final LongSupplier clockMs;
  private final Map<TableId, TableFeed> feeds = new TreeMap<>();
  private Object toldStatus = List.of();
  private long toldAtMs;

  /**
   * Feeds for the tables of genesis.
   *
   * @param nodes this server's validators, if it has any
   */
  public Feeds(ChainView view, Supplier<Optional<NodeReport>> nodes, LongSupplier clockMs) {
    this.view = view;
    this.nodes = nodes;
    this.clockMs = clockMs;
    view.genesis()
        .tables()
        .forEach(table -> feeds.put(table.id(), new TableFeed(table.id(), view, clockMs)));
  }

  /** On the follower's thread. */
  public void tell(FollowedBlock block) {
    feeds.values().forEach(feed -> feed.tell(block));
  }

  /** Tells how validators are, when that changes and every 5 s: also the heartbeat. */
  public synchronized void beat() {
    long nowMs = clockMs.getAsLong();
    Frame.Status status = status(nowMs);
    Object essence =
        List.of(
            status.waiting(),
            status.validators().stream().map(v -> v.up() + " " + v.condition()).toList());
    if (!essence.equals(toldStatus) || nowMs - toldAtMs >= STATUS_MS) {
      toldStatus = essence;
      toldAtMs = nowMs;
      String text = status.text();
      feeds.values().forEach(feed -> feed.tell(text));
    }
  }

  private Frame.Status status(long nowMs) {
    Optional<NodeReport> report = nodes.get();
    return new Frame.Status(
        "status",
        nowMs,
        view.last().sequence().value(),
        view.lastAtMs() == 0 ? -1 : nowMs - view.lastAtMs(),
        ValidatorView.all(view, report),
        Standstill.reasons(view, report, nowMs));
  }

  /** A table's feed. */
  Optional<TableFeed> feed(TableId table) {
    return Optional.ofNullable(feeds.get(table));
  }

  /** The frame that a new reader gets after its first one. */
  String statusNow() {
    return status(clockMs.getAsLong()).text();
  }

  String pong() {
    return new Frame.Pong("pong", clockMs.getAsLong()).text();
  }

  /** How many texts have not been sent yet to those who read. */
  public int backlog() {
    return feeds.values().stream().mapToInt(TableFeed::backlog).sum();
  }

  /** How many read, at all tables. */
  public int readers() {
    return feeds.values().stream().mapToInt(TableFeed::readers).sum();
  }
}

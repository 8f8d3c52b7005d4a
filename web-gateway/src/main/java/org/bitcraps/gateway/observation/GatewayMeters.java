package org.bitcraps.gateway.observation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.Receipted;
import org.bitcraps.gateway.admission.Tally;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.Snapshots;
import org.bitcraps.gateway.history.HistoryStanding;
import org.bitcraps.gateway.push.Feeds;
import org.bitcraps.jms.Compression;

/**
 * The gateway as meters (SPEC §13): nothing is kept here, what is there is read when somebody asks.
 * Counters begin at 0 with the server.
 *
 * <p>WildFly gives each application a registry of its own, which hands on only what is registered
 * by name and tags; builders would register where nobody looks.
 */
public final class GatewayMeters implements AutoCloseable {

  private static final double MS_PER_SECOND = 1_000;

  private final MeterRegistry registry;
  private final Parts parts;
  private final LongSupplier clockMs;
  private final Set<String> names = new HashSet<>();

  /** Whom they read. */
  public record Parts(
      ChainView view,
      Tally tally,
      PendingOrders pending,
      Feeds feeds,
      Snapshots snapshots,
      Supplier<HistoryStanding> history) {}

  /**
   * Registers them, until closed.
   *
   * @param compression of what goes to validators in other servers
   */
  public GatewayMeters(
      MeterRegistry registry,
      Parts parts,
      Optional<Compression> compression,
      LongSupplier clockMs) {
    this.registry = registry;
    this.parts = parts;
    this.clockMs = clockMs;
    gauge("bitcraps.gateway.sequence", GatewayMeters::sequence);
    gauge("bitcraps.gateway.block.age.seconds", GatewayMeters::blockAgeSeconds);
    gauge("bitcraps.gateway.behind.seconds", m -> m.parts.view().behindMs() / MS_PER_SECOND);
    gauge("bitcraps.gateway.orders.pending", m -> m.parts.pending().size());
    for (Receipted.Status status : Receipted.Status.values()) {
      counter("bitcraps.gateway.orders", "status", status, tally -> tally.orders(status));
    }
    for (ProblemCode code : ProblemCode.values()) {
      counter("bitcraps.gateway.refusals", "code", code, tally -> tally.refusals(code));
    }
    registry
        .more()
        .timer(
            named("bitcraps.bet.ingress.latency"),
            Tags.empty(),
            parts.pending(),
            PendingOrders::certified,
            PendingOrders::waitedNanos,
            TimeUnit.NANOSECONDS);
    gauge("bitcraps.ws.readers", m -> m.parts.feeds().readers());
    gauge("bitcraps.ws.topic.backlog", m -> m.parts.feeds().backlog());
    gauge("bitcraps.snapshot.bytes", GatewayMeters::snapshotBytes);
    gauge("bitcraps.history.behind.blocks", GatewayMeters::historyBehind);
    compression.ifPresent(
        of -> registry.gauge(named("bitcraps.compression.ratio"), of, Compression::ratio));
  }

  private void gauge(String name, ToDoubleFunction<GatewayMeters> value) {
    registry.gauge(named(name), this, value);
  }

  private void counter(String name, String tag, Enum<?> value, ToDoubleFunction<Tally> count) {
    registry
        .more()
        .counter(
            named(name), Tags.of(tag, value.name().toLowerCase(Locale.ROOT)), parts.tally(), count);
  }

  private String named(String name) {
    names.add(name);
    return name;
  }

  private double sequence() {
    return parts.view().last().sequence().value();
  }

  /** Not a number before the first block. */
  private double blockAgeSeconds() {
    long atMs = parts.view().lastAtMs();
    return atMs == 0 ? Double.NaN : (clockMs.getAsLong() - atMs) / MS_PER_SECOND;
  }

  /** Not a number before the first snapshot. */
  private double snapshotBytes() {
    return parts.snapshots().latest().map(one -> (double) one.tree().bytes()).orElse(Double.NaN);
  }

  /** Not a number while nobody knows what it holds, and where it is switched off. */
  private double historyBehind() {
    return parts
        .history()
        .get()
        .coverage()
        .map(coverage -> Math.max(0, sequence() - coverage.last()))
        .orElse(Double.NaN);
  }

  /** The registry outlives the gateway, and validators here tell by it too: what is ours goes. */
  @Override
  public void close() {
    for (Meter meter : List.copyOf(registry.getMeters())) {
      if (names.contains(meter.getId().getName())) {
        registry.remove(meter);
      }
    }
  }
}

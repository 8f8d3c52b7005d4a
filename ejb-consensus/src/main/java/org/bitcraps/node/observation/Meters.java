package org.bitcraps.node.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.exchange.NodeReport.Standing;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Compression;
import org.bitcraps.node.shelf.ShelfCount;
import org.bitcraps.node.shelf.ShelfLoop;
import org.bitcraps.protocol.consensus.Observation.ViewChangeStarted.Reason;

/**
 * The validators of this server as meters (SPEC §13): nothing is kept here, what is there is read
 * when somebody asks. Counters begin at 0 with the server; each carries the validator as a tag.
 *
 * <p>WildFly gives each application a registry of its own, which hands on only what is registered
 * by name and tags; builders would register where nobody looks.
 */
public final class Meters implements AutoCloseable {

  /** Who was not heard of for so long does not count as active. */
  private static final long ACTIVE_MS = 10_000;

  private static final double MS_PER_SECOND = 1_000;

  private final MeterRegistry registry;
  private final Supplier<NodeReport> report;

  /**
   * Registers them, until closed.
   *
   * @param counts of each validator of this server
   * @param caches of this server
   * @param compression of what validators here send to other servers, if they are elsewhere
   * @param quorum of the chain's validators
   */
  public Meters(
      MeterRegistry registry,
      Supplier<NodeReport> report,
      SortedMap<ReplicaId, Counts> counts,
      List<ShelfLoop> caches,
      Optional<Compression> compression,
      Quorum quorum) {
    this.registry = registry;
    this.report = report;
    gauge("bitcraps.total.validators", Tags.empty(), m -> quorum.n());
    gauge("bitcraps.consensus.quorum.size", Tags.empty(), m -> quorum.size());
    counts.forEach(this::validator);
    caches.forEach(this::cache);
    compression.ifPresent(
        of -> registry.gauge("bitcraps.compression.ratio", Tags.empty(), of, Compression::ratio));
  }

  private void validator(ReplicaId id, Counts counts) {
    Tags tags = Tags.of("validator", id.toString());
    counter("bitcraps.consensus.rounds", tags, counts, c -> c.get(Count.CERTIFIED));
    registry
        .more()
        .timer(
            "bitcraps.consensus.latency",
            tags,
            counts,
            c -> c.get(Count.TIMED),
            c -> c.get(Count.LATENCY_MS),
            TimeUnit.MILLISECONDS);
    for (double share : List.of(0.5, 0.99)) {
      registry.gauge(
          "bitcraps.consensus.latency.recent.seconds",
          tags.and("quantile", Double.toString(share)),
          counts,
          c -> c.latencyQuantile(share) / MS_PER_SECOND);
    }
    for (Reason reason : Reason.values()) {
      counter(
          "bitcraps.view.changes",
          tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
          counts,
          c -> c.get(reason));
    }
    counter("bitcraps.signature.verifications", tags, counts, Meters::verified);
    gauge("bitcraps.signature.cache.hit.ratio", tags, m -> hitRatio(counts));
    for (Count count : Count.values()) {
      counter(
          "bitcraps.validator.events", tags.and("event", count.label()), counts, c -> c.get(count));
    }
    gauge("bitcraps.active.validators", tags, m -> m.standing(id, Meters::active));
    gauge("bitcraps.consensus.sequence", tags, m -> m.standing(id, s -> s.lastCertified().value()));
    gauge("bitcraps.consensus.view", tags, m -> m.standing(id, s -> s.view().value()));
    gauge(
        "bitcraps.journal.bytes",
        tags,
        m -> m.of(id).map(ValidatorReport::journalBytes).orElse(0L));
  }

  private void cache(ShelfLoop cache) {
    for (ShelfCount count : ShelfCount.values()) {
      Tags tags = Tags.of("cache", cache.name(), "event", count.label());
      registry.more().counter("bitcraps.cache.entries", tags, cache, c -> c.count(count));
    }
  }

  private void counter(String name, Tags tags, Counts counts, ToDoubleFunction<Counts> value) {
    registry.more().counter(name, tags, counts, value);
  }

  private void gauge(String name, Tags tags, ToDoubleFunction<Meters> value) {
    registry.gauge(name, tags, this, value);
  }

  /** Where it stands; not a number before it has looked. */
  private double standing(ReplicaId id, ToDoubleFunction<Standing> value) {
    return of(id).flatMap(ValidatorReport::standing).map(value::applyAsDouble).orElse(Double.NaN);
  }

  private Optional<ValidatorReport> of(ReplicaId id) {
    return report.get().validators().stream().filter(v -> v.id().equals(id)).findFirst();
  }

  /** Itself too. */
  private static double active(Standing standing) {
    return 1
        + standing.heardMs().values().stream()
            .filter(heardMs -> standing.atMs() - heardMs <= ACTIVE_MS)
            .count();
  }

  private static double verified(Counts counts) {
    return counts.get(Count.SIGNATURES_ASKED) - counts.get(Count.SIGNATURES_REMEMBERED);
  }

  private static double hitRatio(Counts counts) {
    long asked = counts.get(Count.SIGNATURES_ASKED);
    return asked == 0 ? Double.NaN : (double) counts.get(Count.SIGNATURES_REMEMBERED) / asked;
  }

  /** The server's registry outlives the application; what is ours in it goes. */
  @Override
  public void close() {
    List.copyOf(registry.getMeters()).forEach(registry::remove);
  }
}

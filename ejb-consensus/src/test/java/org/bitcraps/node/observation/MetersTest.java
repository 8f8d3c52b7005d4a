package org.bitcraps.node.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.exchange.NodeReport.Standing;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.jms.Compression;
import org.bitcraps.node.shelf.ShelfCount;
import org.bitcraps.node.shelf.ShelfLoop;
import org.bitcraps.protocol.consensus.Observation.ViewChangeStarted.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SPEC §13: names, base units, and what they mean. */
class MetersTest {

  private static final ReplicaId TWO = new ReplicaId(2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Counts counts = new Counts();
  private final ShelfLoop cache =
      new ShelfLoop("signatures", HashMap::new, new ShelfLoop.Bounds(1, 1, 1), Thread::new);
  private final AtomicReference<Optional<Standing>> standing =
      new AtomicReference<>(Optional.empty());
  private final Meters meters =
      new Meters(
          registry,
          this::report,
          new TreeMap<>(Map.of(TWO, counts)),
          List.of(cache),
          Optional.of(Compression.OFF),
          new Quorum(7));

  @AfterEach
  void close() {
    registry.close();
    cache.close();
  }

  private NodeReport report() {
    return new NodeReport(
        new ChainId(Digest.ZERO),
        false,
        "",
        List.of(
            new ValidatorReport(
                TWO, Condition.UP, standing.get(), 4_711, new TreeMap<>(), Optional.empty())));
  }

  private static Standing standing(long atMs, Map<Integer, Long> heardMs) {
    TreeMap<ReplicaId, Long> heard = new TreeMap<>();
    heardMs.forEach((id, ms) -> heard.put(new ReplicaId(id), ms));
    return new Standing(
        atMs,
        new View(9),
        Optional.empty(),
        new ReplicaId(2),
        new SequenceNumber(600),
        new SequenceNumber(601),
        false,
        0,
        0,
        heard,
        0,
        List.of());
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double counter(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  @Test
  void countersAreReadWhenSomebodyAsks() {
    counts.add(Count.CERTIFIED, 5);
    counts.gaveUp(Reason.NO_PROGRESS);
    counts.gaveUp(Reason.NO_PROGRESS);
    counts.gaveUp(Reason.SLOW);

    assertThat(counter("bitcraps.consensus.rounds", "validator", "2")).isEqualTo(5);
    assertThat(counter("bitcraps.view.changes", "reason", "no_progress")).isEqualTo(2);
    assertThat(counter("bitcraps.view.changes", "reason", "slow")).isEqualTo(1);
    assertThat(counter("bitcraps.view.changes", "reason", "others_moved")).isZero();
    assertThat(counter("bitcraps.validator.events", "event", "view_changes")).isEqualTo(3);

    counts.add(Count.CERTIFIED);
    assertThat(counter("bitcraps.consensus.rounds", "validator", "2")).isEqualTo(6);
  }

  @Test
  void latencyIsATimerOfBlocksSeenFromTheirProposal() {
    for (long ms : List.of(20L, 5L, 15L, 10L)) {
      counts.latency(ms);
    }

    assertThat(registry.get("bitcraps.consensus.latency").functionTimer())
        .satisfies(timer -> {
          assertThat(timer.count()).isEqualTo(4);
          assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(50);
        });
  }

  @Test
  void recentLatenciesForgetWhatWasLongAgo() {
    assertThat(recent("0.5")).as("no block yet").isNaN();
    for (int ms = 1; ms <= 100; ms++) {
      counts.latency(ms);
    }
    assertThat(recent("0.5")).isEqualTo(0.050);
    assertThat(recent("0.99")).isEqualTo(0.099);

    for (int i = 0; i < RecentTimes.KEPT; i++) {
      counts.latency(7);
    }
    assertThat(recent("0.99")).isEqualTo(0.007);
  }

  private double recent(String quantile) {
    return registry
        .get("bitcraps.consensus.latency.recent.seconds")
        .tag("quantile", quantile)
        .gauge()
        .value();
  }

  @Test
  void signaturesAreComputedOrRemembered() {
    assertThat(gauge("bitcraps.signature.cache.hit.ratio")).as("none asked").isNaN();
    counts.add(Count.SIGNATURES_ASKED, 10);
    counts.add(Count.SIGNATURES_REMEMBERED, 4);

    assertThat(counter("bitcraps.signature.verifications", "validator", "2")).isEqualTo(6);
    assertThat(gauge("bitcraps.signature.cache.hit.ratio")).isEqualTo(0.4);
  }

  @Test
  void whereItStandsIsNoNumberBeforeItHasLooked() {
    assertThat(gauge("bitcraps.consensus.view")).isNaN();
    assertThat(gauge("bitcraps.active.validators")).isNaN();

    standing.set(Optional.of(standing(50_000, Map.of(0, 49_999L, 1, 40_000L, 3, 39_999L))));

    assertThat(gauge("bitcraps.consensus.view")).isEqualTo(9);
    assertThat(gauge("bitcraps.consensus.sequence")).isEqualTo(600);
    assertThat(gauge("bitcraps.active.validators")).as("0, 1 and itself").isEqualTo(3);
    assertThat(gauge("bitcraps.journal.bytes")).isEqualTo(4_711);
  }

  @Test
  void cachesTellWhatBecameOfTheirEntries() {
    cache.judged(false);
    cache.judged(false);
    cache.judged(true);

    assertThat(counter("bitcraps.cache.entries", "cache", "signatures", "event", "refused"))
        .isEqualTo(2);
    assertThat(counter("bitcraps.cache.entries", "event", "used")).isEqualTo(1);
    assertThat(counter("bitcraps.cache.entries", "event", "missing")).isZero();
  }

  @Test
  void theChainIsSeven() {
    assertThat(gauge("bitcraps.total.validators")).isEqualTo(7);
    assertThat(gauge("bitcraps.consensus.quorum.size")).isEqualTo(5);
  }

  @Test
  void eachIsDescribed() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("bitcraps.root"), "docs", "metrics.md"));
    assertThat(registry.getMeters())
        .allSatisfy(
            meter -> assertThat(page).contains("`" + meter.getId().getName().replace('.', '_')));
    for (ShelfCount count : ShelfCount.values()) {
      assertThat(page).contains("`" + count.label() + "`");
    }
    for (Reason reason : Reason.values()) {
      assertThat(page).contains("`" + reason.name().toLowerCase(Locale.ROOT) + "`");
    }
  }

  @Test
  void nothingOutlivesTheApplication() {
    assertThat(registry.getMeters()).isNotEmpty();
    meters.close();
    assertThat(registry.getMeters().stream().map(Meter::getId)).isEmpty();
  }
}

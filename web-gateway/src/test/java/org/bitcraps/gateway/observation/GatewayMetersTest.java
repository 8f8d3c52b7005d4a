package org.bitcraps.gateway.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.gateway.admission.Pending;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.Tally;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.bitcraps.gateway.collection.Snapshots;
import org.bitcraps.gateway.history.HistoryStanding;
import org.bitcraps.gateway.push.Feeds;
import org.bitcraps.jms.Compression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SPEC §13: names, base units, and what they mean. */
class GatewayMetersTest {

  private final TestChain chain = new TestChain();
  private final ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
  private final PendingOrders pending = new PendingOrders(10);
  private final AtomicReference<Optional<Coverage>> covered =
      new AtomicReference<>(Optional.empty());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long nowMs = 50_000;
  private final GatewayMeters meters =
      new GatewayMeters(
          registry,
          new GatewayMeters.Parts(
              view,
              new Tally(),
              pending,
              new Feeds(view, Optional::empty, () -> nowMs),
              new Snapshots(
                  chain.genesis(),
                  TestChain.VERIFIER,
                  Optional.empty(),
                  KeptStates.NONE,
                  reason -> {}),
              () ->
                  new HistoryStanding(
                      HistoryStanding.State.FOLLOWING, covered.get(), Optional.empty())),
          Optional.of(Compression.OFF),
          () -> nowMs);

  @AfterEach
  void close() {
    registry.close();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void beforeTheFirstBlockThereIsLittleToSay() {
    assertThat(gauge("bitcraps.gateway.sequence")).isZero();
    assertThat(gauge("bitcraps.gateway.block.age.seconds")).isNaN();
    assertThat(gauge("bitcraps.gateway.behind.seconds")).isZero();
    assertThat(gauge("bitcraps.snapshot.bytes")).isNaN();
    assertThat(gauge("bitcraps.history.behind.blocks")).isNaN();
    assertThat(gauge("bitcraps.ws.readers")).isZero();
    assertThat(gauge("bitcraps.ws.topic.backlog")).isZero();
  }

  @Test
  void whereItIsInTheChainAndHowLongOrdersTook() {
    chain.openRound();
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    pending.take(
        List.of(
            new Pending(
                bet.id(), bet.bet().account(), 0, 1_320, Optional.empty(), Optional.empty(), 0)));
    assertThat(gauge("bitcraps.gateway.orders.pending")).isEqualTo(1);

    FollowedBlock block = chain.append(10, chain.batch(bet));
    pending.certified(block.executed());
    chain.blocks().forEach(followed -> view.add(followed, nowMs));
    covered.set(Optional.of(new Coverage(1, block.sequence() - 1)));
    nowMs += 1_500;

    assertThat(gauge("bitcraps.gateway.orders.pending")).isZero();
    assertThat(gauge("bitcraps.gateway.sequence")).isEqualTo((double) block.sequence());
    assertThat(gauge("bitcraps.gateway.block.age.seconds")).isEqualTo(1.5);
    assertThat(gauge("bitcraps.gateway.behind.seconds")).isZero();
    assertThat(gauge("bitcraps.history.behind.blocks")).isEqualTo(1);
    assertThat(registry.get("bitcraps.bet.ingress.latency").functionTimer())
        .satisfies(timer -> {
          assertThat(timer.count()).isEqualTo(1);
          assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        });
  }

  @Test
  void eachIsDescribed() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("bitcraps.root"), "docs", "metrics.md"));
    assertThat(registry.getMeters())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            meter -> assertThat(page).contains("`" + meter.getId().getName().replace('.', '_')));
  }

  @Test
  void nothingOutlivesTheGatewayButWhatIsOfOthers() {
    registry.counter("bitcraps.view.changes", "validator", "0");
    meters.close();
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName())
        .containsExactly("bitcraps.view.changes");
  }
}

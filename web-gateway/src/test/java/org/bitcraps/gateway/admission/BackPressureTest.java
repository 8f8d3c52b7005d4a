package org.bitcraps.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.gateway.admission.AdmissionFixture.bytes;
import static org.bitcraps.gateway.admission.AdmissionFixture.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.gateway.aggregation.Aggregator;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.dispatch.Dispatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * X4 from the player's door to the validators: who certifies nothing fills the dispatcher, that the
 * aggregator, that the door, and there the player is told when to come back. What was accepted is
 * under way until it has its receipt, however often a validator dropped it.
 */
@Timeout(60)
class BackPressureTest {

  private static final int BATCH = 2;
  private static final int BODIES = 2;
  private static final int WAITING = 4;

  private final TestChain chain = new TestChain();
  private final PendingOrders pending = new PendingOrders(100);
  private final ConcurrentLinkedQueue<byte[]> sent = new ConcurrentLinkedQueue<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Set<BetId> accepted = new LinkedHashSet<>();
  private final Set<BetId> receipted = new LinkedHashSet<>();
  private final Set<Digest> ordered = new LinkedHashSet<>();
  private Dispatcher dispatcher;
  private Aggregator aggregator;
  private Admission admission;

  @BeforeEach
  void start() {
    chain.openRound();
    dispatcher =
        new Dispatcher(
            chain.genesis().chainId(),
            TestChain.GATEWAY,
            TestChain.signer("gateway"),
            sent::add,
            new Dispatcher.Bounds(BODIES, 1 << 20),
            chain::nowMs,
            pending::forget);
    aggregator = new Aggregator(BATCH, 1, WAITING, dispatcher);
    admission =
        new Admission(
            chain::ledger,
            pending,
            new SignatureDesk(TestChain.VERIFIER, new BouncyKeyCheck(), pool, 1_000),
            aggregator,
            chain::nowMs,
            BATCH);
    new Thread(aggregator).start();
  }

  @AfterEach
  void stop() {
    aggregator.close();
    pool.shutdownNow();
  }

  private SignedBet bet(int nonce) {
    return chain.bet(0, BetType.FIELD, 1_320, nonce);
  }

  private void submit(SignedBet bet) {
    admission.bets(TestChain.TABLE, bytes(form(bet)));
    accepted.add(bet.id());
  }

  /** Submits one after the other until there is no room; what is said then. */
  private Problem untilBusy(int firstNonce) throws InterruptedException {
    for (int nonce = firstNonce; nonce < firstNonce + 50; nonce++) {
      try {
        submit(bet(nonce));
      } catch (RefusedException e) {
        return e.problem();
      }
      Thread.sleep(20); // The aggregator has time to pass on what it can.
    }
    throw new AssertionError("there is always room");
  }

  /** All that was sent and is not ordered yet is certified in one block. */
  private void certify() {
    List<BatchBody> bodies = new ArrayList<>();
    for (byte[] wire : sent) {
      BatchBody body =
          Decoder.decode(wire, 1 << 20, in -> BatchBody.decode(in, chain.genesis().parameters()));
      if (ordered.add(body.body().digest())) {
        bodies.add(body);
      }
    }
    ExecutedBlock block = chain.append(10, bodies.toArray(BatchBody[]::new)).executed();
    dispatcher.certified(block.block());
    pending.certified(block);
    block.leaves().stream()
        .filter(Receipt.class::isInstance)
        .forEach(leaf -> receipted.add(((Receipt) leaf).order()));
  }

  @Test
  void a_player_is_told_when_validators_certify_nothing_and_nothing_accepted_is_lost()
      throws Exception {
    Problem problem = untilBusy(0);

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.name()).isEqualTo("BUSY");
    assertThat(problem.type()).isNotEmpty();
    assertThat(problem.retryAfterSeconds()).isPositive();
    assertThat(accepted.size()).isBetween(BODIES, BODIES * BATCH + WAITING);
    assertThat(pending.size()).as("exactly what was accepted").isEqualTo(accepted.size());
    accepted.forEach(id -> assertThat(pending.contains(id)).isTrue());

    SignedBet refused = bet(accepted.size());
    while (receipted.size() < accepted.size()) {
      certify();
      Thread.sleep(20);
    }
    assertThat(receipted).containsAll(accepted);
    assertThat(pending.size()).isZero();
    assertThat(aggregator.waiting()).isZero();

    submit(refused); // The same bytes again, as it was told.
    while (!receipted.contains(refused.id())) {
      certify();
      Thread.sleep(20);
    }
  }
}

package org.bitcraps.gateway.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.Test;

class AggregatorTest {

  private final TestChain chain = new TestChain();
  private final LinkedBlockingQueue<List<SignedBet>> sent = new LinkedBlockingQueue<>();
  private final Semaphore ticks = new Semaphore(0);
  private volatile boolean room = true;

  private final Outlet outlet =
      new Outlet() {
        @Override
        public boolean bets(TableId table, long round, List<SignedBet> bets) {
          return room && sent.add(bets);
        }

        @Override
        public boolean orders(List<SignedOrder> orders) {
          return true;
        }

        @Override
        public void tick() {
          ticks.release();
        }
      };

  private List<Verified<SignedBet>> bets(int count, long firstNonce) {
    List<Verified<SignedBet>> bets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, firstNonce + i);
      bets.add(TestChain.VERIFIER.verify(new Unverified<>(bet), SignedBet::claims).orElseThrow());
    }
    return bets;
  }

  private List<SignedBet> next() throws InterruptedException {
    return sent.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void a_full_batch_does_not_wait() throws Exception {
    try (Aggregator aggregator = new Aggregator(3, 3_600_000, 100, outlet)) {
      new Thread(aggregator).start();
      assertThat(aggregator.bets(bets(7, 0))).isTrue();
      assertThat(next()).hasSize(3);
      assertThat(next()).hasSize(3);
      assertThat(next()).hasSize(1);
    }
  }

  @Test
  void a_lonely_bet_waits_no_longer_than_it_must() throws Exception {
    try (Aggregator aggregator = new Aggregator(100, 20, 100, outlet)) {
      new Thread(aggregator).start();
      aggregator.bets(bets(1, 0));
      assertThat(next()).hasSize(1);
    }
  }

  @Test
  void a_bet_waits_for_company_however_often_the_loop_ticks_meanwhile() throws Exception {
    try (Aggregator aggregator = new Aggregator(2, 3_600_000, 100, outlet)) {
      new Thread(aggregator).start();
      aggregator.bets(bets(1, 0));
      assertThat(ticks.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
      assertThat(sent).isEmpty();
      aggregator.bets(bets(1, 1));
      assertThat(next()).hasSize(2);
    }
  }

  @Test
  void what_has_no_room_is_refused_as_a_whole() {
    try (Aggregator aggregator = new Aggregator(100, 20, 5, outlet)) {
      assertThat(aggregator.bets(bets(4, 0))).isTrue();
      assertThat(aggregator.bets(bets(2, 4))).isFalse();
      assertThat(aggregator.bets(bets(1, 4))).isTrue();
      assertThat(aggregator.waiting()).isEqualTo(5);
    }
  }

  @Test
  void batches_that_the_outlet_refuses_stay_in_order_and_count() throws Exception {
    room = false;
    try (Aggregator aggregator = new Aggregator(2, 1, 4, outlet)) {
      new Thread(aggregator).start();
      aggregator.bets(bets(4, 0));
      Thread.sleep(3 * Aggregator.IDLE_MS);
      assertThat(aggregator.bets(bets(1, 4))).as("still full").isFalse();
      room = true;
      assertThat(next().get(0).bet().nonce()).isZero();
      assertThat(next().get(0).bet().nonce()).isEqualTo(2);
      while (aggregator.waiting() > 0) {
        Thread.sleep(1);
      }
      assertThat(aggregator.bets(bets(1, 4))).isTrue();
    }
  }

  @Test
  void bets_of_different_rounds_never_share_a_body() {
    chain.openRound();
    SignedBet first = chain.bet(0, BetType.FIELD, 1_320, 0);
    chain.close();
    chain.roll();
    chain.openRound();
    SignedBet second = chain.bet(0, BetType.FIELD, 1_320, 1);
    SignedBet third = chain.bet(1, BetType.YO, 1_320, 0);

    assertThat(Batches.of(List.of(second, first, third), 10))
        .containsExactly(
            new Batches.Batch(TestChain.TABLE, 2, List.of(second, third)),
            new Batches.Batch(TestChain.TABLE, 1, List.of(first)));
  }
}

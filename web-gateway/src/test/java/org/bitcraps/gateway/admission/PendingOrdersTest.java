package org.bitcraps.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.Test;

class PendingOrdersTest {

  private final TestChain chain = new TestChain();
  private final AtomicLong nowNanos = new AtomicLong();
  private final PendingOrders pending = new PendingOrders(10, nowNanos::get);

  private SignedBet taken(long nonce) {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, nonce);
    pending.take(List.of(Pending.of(bet, 0)));
    return bet;
  }

  /** What is given up, or came by another gateway, was not waited for here. */
  @Test
  void how_long_a_certificate_was_waited_for() {
    chain.openRound();
    nowNanos.set(1_000);
    SignedBet first = taken(0);
    taken(0);
    nowNanos.set(3_000);
    SignedBet second = taken(1);
    SignedBet givenUp = taken(2);
    SignedBet elsewhere = chain.bet(0, BetType.FIELD, 1_320, 3);

    nowNanos.set(7_000);
    pending.forget(List.of(givenUp.id()));
    pending.certified(chain.append(10, chain.batch(first, second, givenUp, elsewhere)).executed());

    assertThat(pending.certified()).isEqualTo(2);
    assertThat(pending.waitedNanos()).isEqualTo(6_000 + 4_000);
    assertThat(pending.size()).isZero();
  }
}

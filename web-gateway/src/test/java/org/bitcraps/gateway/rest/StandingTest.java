package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.gateway.admission.Pending;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.Test;

class StandingTest {

  private final PendingOrders pending = new PendingOrders(10);
  private final SignedBet bet = new TestChain().bet(0, BetType.FIELD, 1_320, 0);
  private final BetId id = bet.id();

  private void taken() {
    AccountId account = bet.bet().account();
    pending.take(
        List.of(new Pending(id, account, 0, 1_320, Optional.empty(), Optional.empty(), 0)));
  }

  @Test
  void an_order_is_never_unknown_while_a_block_takes_it_from_under_way_into_the_chain() {
    taken();
    // The block arrives right after the chain was asked: from then on it is not under way.
    Standing standing =
        Standing.of(
            id,
            pending,
            order -> {
              pending.forget(List.of(order));
              return Optional.empty();
            });
    assertThat(standing).isEqualTo(new Standing.UnderWay());
  }

  @Test
  void what_is_neither_under_way_nor_in_a_block_is_unknown() {
    assertThat(Standing.of(id, pending, order -> Optional.empty()))
        .isEqualTo(new Standing.Unknown());
    taken();
    assertThat(Standing.of(id, pending, order -> Optional.empty()))
        .isEqualTo(new Standing.UnderWay());
  }
}

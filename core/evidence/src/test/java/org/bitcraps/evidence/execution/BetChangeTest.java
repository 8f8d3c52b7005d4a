package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.NEVER;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.player;
import static org.bitcraps.evidence.execution.TestChain.receipt;

import java.util.Set;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BetChangeTest {

  private TestChain chain;
  private BetId place6;

  @BeforeEach
  void placeASix() {
    chain = new TestChain(TestChain.genesis(4, Set.of(), 100 * CHIP));
    chain.open();
    Wager wager = chain.wager(0, BetType.PLACE_6, 12 * CHIP, 0);
    place6 = wager.id();
    assertThat(receipt(chain.then(chain.bets(wager))).isDone()).isTrue();
    assertThat(chain.table().reserved()).isEqualTo(14 * CHIP);
  }

  private Receipt change(Change change, long amount, long nonce) {
    return receipt(chain.then(chain.orders(chain.change(0, place6, change, amount, nonce))));
  }

  private void assertRefused(Receipt receipt, Outcome outcome, long detail) {
    assertThat(receipt.outcome()).isEqualTo(outcome);
    assertThat(receipt.detail()).isEqualTo(detail);
    assertThat(receipt.live()).isEmpty();
    assertThat(chain.balance(0)).isEqualTo(988 * CHIP);
    assertThat(chain.table().reserved()).isEqualTo(14 * CHIP);
    assertThat(chain.table().staked()).isEqualTo(12 * CHIP);
    assertThat(chain.ledger().bets(TABLE, account(0))).hasSize(1);
  }

  private void assertBet(long stake, long reserved) {
    Bet bet = Bet.of(BetType.PLACE_6, stake);
    assertThat(chain.ledger().bets(TABLE, account(0)))
        .containsExactly(new LiveBet(place6, account(0), bet, 1, reserved));
    assertThat(chain.table().staked()).isEqualTo(stake);
    assertThat(chain.table().reserved()).isEqualTo(reserved);
    assertThat(chain.balance(0)).isEqualTo(1_000 * CHIP - stake);
  }

  @Test
  void takenDownTheWholeStakeGoesBack() {
    Receipt receipt = change(Change.TAKE_DOWN, 0, 1);
    assertThat(receipt.isDone()).isTrue();
    assertThat(receipt.kind()).isEqualTo(OrderKind.TAKE_DOWN);
    assertThat(receipt.subject()).contains(place6);
    assertThat(receipt.live()).isEmpty();
    assertThat(receipt.round()).isEqualTo(1);
    assertThat(receipt.balance()).isEqualTo(1_000 * CHIP);
    assertThat(chain.table().bets().isEmpty()).isTrue();
    assertThat(chain.table().reserved()).isZero();
    assertThat(chain.table().staked()).isZero();
    assertThat(change(Change.TAKE_DOWN, 0, 2).outcome()).isEqualTo(Outcome.BET_UNKNOWN);
  }

  @Test
  void reducedThePartGoesBack() {
    assertThat(change(Change.REDUCE, 6 * CHIP, 1).live())
        .contains(Bet.of(BetType.PLACE_6, 6 * CHIP));
    assertBet(6 * CHIP, 7 * CHIP);
    assertRefusedStake(change(Change.REDUCE, 1, 2), Refusal.NOT_A_STAKE);
    assertRefusedStake(change(Change.REDUCE, 6 * CHIP, 3), Refusal.NOT_A_STAKE);
    assertRefusedStake(change(Change.REDUCE, 7 * CHIP, 4), Refusal.NOT_A_STAKE);
    assertRefusedStake(change(Change.REDUCE, Long.MAX_VALUE, 5), Refusal.NOT_A_STAKE);
    assertBet(6 * CHIP, 7 * CHIP);
    assertThat(change(Change.REDUCE, 5 * CHIP, 6).outcome()).isEqualTo(Outcome.TABLE_MINIMUM);
    assertThat(change(Change.REDUCE, 4 * CHIP, 7).isDone()).isTrue();
    assertBet(2 * CHIP, 7 * CHIP / 3);
  }

  private static void assertRefusedStake(Receipt receipt, Refusal refusal) {
    assertThat(receipt.outcome()).isEqualTo(Outcome.RULES);
    assertThat(receipt.refusal()).contains(refusal);
  }

  @Test
  void pressedThePlayerPaysMoreAndTheReserveGrows() {
    assertThat(change(Change.PRESS, 12 * CHIP, 1).isDone()).isTrue();
    assertBet(24 * CHIP, 28 * CHIP);
    assertThat(change(Change.PRESS, 76 * CHIP + CHIP, 2).outcome())
        .isEqualTo(Outcome.TABLE_MAXIMUM);
    assertThat(change(Change.PRESS, Long.MAX_VALUE, 3).outcome()).isEqualTo(Outcome.RULES);
    assertBet(24 * CHIP, 28 * CHIP);
  }

  @Test
  void aPressMustFitTheBankroll() {
    // 100 chips back 85 on a 7:6 bet, and not 86.
    assertRefused(change(Change.PRESS, 74 * CHIP, 1), Outcome.HOUSE_LIMIT, 86 * CHIP);
    assertThat(change(Change.PRESS, 73 * CHIP, 2).isDone()).isTrue();
  }

  @Test
  void aPressMustFitTheBalance() {
    chain.then(chain.orders(chain.transfer(0, account(1), 980 * CHIP, 1)));
    assertThat(change(Change.PRESS, 9 * CHIP, 2).outcome()).isEqualTo(Outcome.FUNDS);
    assertThat(change(Change.PRESS, 8 * CHIP, 3).isDone()).isTrue();
    assertThat(chain.balance(0)).isZero();
  }

  @Test
  void switchedItWorksOrRests() {
    assertThat(change(Change.SWITCH_ON, 0, 1).live().orElseThrow().working()).isEqualTo(Switch.ON);
    assertThat(change(Change.SWITCH_OFF, 0, 2).live().orElseThrow().working())
        .isEqualTo(Switch.OFF);
    assertThat(change(Change.SWITCH_OFF, 0, 3).refusal()).contains(Refusal.NO_CHANGE);
    assertThat(chain.ledger().bets(TABLE, account(0)).get(0).bet())
        .isEqualTo(new Bet(BetType.PLACE_6, 12 * CHIP, Point.OFF, Switch.OFF));
    assertThat(chain.table().reserved()).isEqualTo(14 * CHIP);
  }

  @Test
  void anAmountBelongsToReduceAndPressOnly() {
    assertRefused(change(Change.TAKE_DOWN, 1, 1), Outcome.AMOUNT_INVALID, 0);
    assertRefused(change(Change.SWITCH_ON, 1, 2), Outcome.AMOUNT_INVALID, 0);
    assertRefused(change(Change.SWITCH_OFF, 1, 3), Outcome.AMOUNT_INVALID, 0);
    assertRefused(change(Change.REDUCE, 0, 4), Outcome.AMOUNT_INVALID, 0);
    assertRefused(change(Change.PRESS, 0, 5), Outcome.AMOUNT_INVALID, 0);
  }

  @Test
  void onlyOnesOwnLiveBetAtThatTableCanBeChanged() {
    BetId unknown = new BetId(Digest.ZERO);
    assertRefused(
        receipt(chain.then(chain.orders(chain.change(0, unknown, Change.TAKE_DOWN, 0, 1)))),
        Outcome.BET_UNKNOWN,
        0);
    assertThat(
            receipt(chain.then(chain.orders(chain.change(1, place6, Change.TAKE_DOWN, 0, 1))))
                .outcome())
        .isEqualTo(Outcome.BET_UNKNOWN);
    PlayerOrder elsewhere =
        new PlayerOrder.ChangeBet(
            chain.chainId, player(0), new TableId(7), place6, Change.TAKE_DOWN, 0, 2, NEVER);
    assertRefused(receipt(chain.then(chain.orders(elsewhere))), Outcome.TABLE_UNKNOWN, 0);
  }

  @Test
  void nothingChangesFromTheCloseToTheSettlement() {
    Receipt atClose =
        receipt(
            chain.block(
                chain.round().closesAtMs(),
                chain.orders(chain.change(0, place6, Change.TAKE_DOWN, 0, 1))));
    assertRefused(atClose, Outcome.ROUND_CLOSED, 1);
    assertRefused(change(Change.PRESS, CHIP, 2), Outcome.ROUND_CLOSED, 1);
    assertRefused(change(Change.SWITCH_ON, 0, 3), Outcome.ROUND_CLOSED, 1);
  }

  @Test
  void betweenTwoRoundsItMayBeChanged() {
    chain = new TestChain();
    chain.openFor(1, 3);
    Wager wager = chain.wager(0, BetType.PLACE_6, 12 * CHIP, 0);
    place6 = wager.id();
    chain.then(chain.bets(wager));
    chain.roll();
    assertThat(change(Change.TAKE_DOWN, 0, 1).isDone()).isTrue();
  }

  @Test
  void aContractBetStaysOnceItsPointStands() {
    chain = new TestChain();
    chain.openFor(1, 3);
    Wager wager = chain.wager(0, BetType.PASS, 12 * CHIP, 0);
    place6 = wager.id();
    chain.then(chain.bets(wager));
    chain.roll();
    chain.open();
    assertThat(change(Change.TAKE_DOWN, 0, 1).refusal()).contains(Refusal.CONTRACT_BET);
    assertThat(change(Change.PRESS, 12 * CHIP, 2).refusal()).contains(Refusal.CONTRACT_BET);
    assertThat(chain.table().staked()).isEqualTo(12 * CHIP);
  }
}

package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.IDLE_TABLE;
import static org.bitcraps.evidence.execution.TestChain.NEVER;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.player;
import static org.bitcraps.evidence.execution.TestChain.receipt;
import static org.bitcraps.evidence.execution.TestChain.receipts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetDeskTest {

  private TestChain chain;

  @BeforeEach
  void openTheFirstRound() {
    chain = new TestChain();
    chain.open();
  }

  private Receipt place(Wager wager) {
    return receipt(chain.then(chain.bets(wager)));
  }

  private Receipt pass(long amount, long nonce) {
    return place(chain.wager(0, BetType.PASS, amount, nonce));
  }

  private boolean isUsed(int player, long nonce) {
    return !chain.ledger().account(account(player)).orElseThrow().nonces().isFree(nonce);
  }

  /** Nothing but nonce, key status and receipt differs. */
  private void assertRefused(Wager wager, Outcome outcome, long detail, boolean usesNonce) {
    Ledger before = chain.ledger();
    Receipt receipt = place(wager);
    assertThat(receipt.outcome()).isEqualTo(outcome);
    assertThat(receipt.detail()).isEqualTo(detail);
    assertThat(receipt.live()).isEmpty();
    assertThat(outcome.usesNonce()).isEqualTo(usesNonce);
    assertThat(chain.ledger().tables()).isEqualTo(before.tables());
    assertThat(chain.ledger().balances()).isEqualTo(before.balances());
    assertThat(chain.ledger().accounts().size()).isEqualTo(before.accounts().size());
    before
        .account(wager.account())
        .ifPresent(account ->
            assertThat(
                    chain
                        .ledger()
                        .account(wager.account())
                        .orElseThrow()
                        .nonces()
                        .equals(account.nonces()))
                .isNotEqualTo(usesNonce));
  }

  @Test
  void aBetMovesItsStakeToTheTableAndReservesItsLargestWin() {
    Wager wager = chain.wager(0, BetType.BOXCARS, 3 * CHIP, 0);
    Receipt receipt = place(wager);
    Bet bet = Bet.of(BetType.BOXCARS, 3 * CHIP);
    assertThat(receipt)
        .isEqualTo(
            new Receipt(
                wager.id(),
                OrderKind.BET,
                account(0),
                Optional.of(TABLE),
                1,
                Outcome.DONE,
                3 * CHIP,
                0,
                997 * CHIP,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(bet)));
    assertThat(chain.balance(0)).isEqualTo(997 * CHIP);
    assertThat(chain.table().staked()).isEqualTo(3 * CHIP);
    assertThat(chain.table().reserved()).isEqualTo(90 * CHIP);
    assertThat(chain.table().bankroll()).isEqualTo(20_000 * CHIP);
    assertThat(chain.ledger().bets(TABLE, account(0)))
        .containsExactly(new LiveBet(wager.id(), account(0), bet, 1, 90 * CHIP));
    assertThat(chain.ledger().account(account(0)).orElseThrow().key())
        .isEqualTo(Account.KeyStatus.VALID);
  }

  @Test
  void ofAnotherChainOrAccountNoNonceIsUsed() {
    Wager good = chain.wager(0, BetType.PASS, 2 * CHIP, 0);
    Wager foreign =
        new Wager(new ChainId(Digest.ZERO), good.key(), TABLE, 1, BetType.PASS, 2 * CHIP, 0, NEVER);
    assertRefused(foreign, Outcome.WRONG_CHAIN, 0, false);
    assertRefused(chain.wager(99, BetType.PASS, 2 * CHIP, 0), Outcome.ACCOUNT_UNKNOWN, 0, false);
    assertThat(place(chain.wager(99, BetType.PASS, 2 * CHIP, 1)).balance()).isZero();
  }

  @Test
  void theNonceWindowIs256WideFromItsBase() {
    for (long nonce = 0; nonce < 3; nonce++) {
      assertThat(pass(2 * CHIP, nonce).isDone()).isTrue();
    }
    assertRefused(chain.wager(0, BetType.PASS, 2 * CHIP, 259), Outcome.NONCE_TOO_FAR, 3, false);
    assertThat(pass(2 * CHIP, 258).isDone()).isTrue();
  }

  @Test
  void anOldNonceIsRefusedOnceForgotten() {
    List<Wager> wagers = new ArrayList<>();
    for (long nonce = 0; nonce <= 256; nonce++) {
      // Refused ones use their nonce too.
      wagers.add(chain.wager(0, BetType.PASS, nonce < 100 ? CHIP : 1, nonce));
    }
    chain.then(chain.bets(wagers.toArray(new Wager[0])));
    assertRefused(chain.wager(0, BetType.PASS, CHIP, 0), Outcome.NONCE_TOO_OLD, 257, false);
    Receipt known = place(wagers.get(1));
    assertThat(known.outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void theSameBetAgainIsToldItsFirstReceipt() {
    Wager wager = chain.wager(0, BetType.PASS, 2 * CHIP, 5);
    Operation batch = chain.bets(chain.wager(1, BetType.FIELD, 2 * CHIP, 0), wager);
    ExecutedBlock first = chain.then(batch);
    LeafPlace place = new LeafPlace(first.sequence(), 2);
    assertThat(first.leaves().get(2)).isEqualTo(receipts(first).get(1));

    ExecutedBlock again = chain.then(chain.bets(wager));
    assertThat(receipt(again).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(receipt(again).first()).contains(place);
    assertThat(chain.balance(0)).isEqualTo(998 * CHIP);

    Receipt other = pass(4 * CHIP, 5);
    assertThat(other.outcome()).isEqualTo(Outcome.NONCE_REUSED);
    assertThat(other.first()).contains(place);
    assertThat(chain.balance(0)).isEqualTo(998 * CHIP);
  }

  @Test
  void twiceInOneBlockIsOnce() {
    Wager wager = chain.wager(0, BetType.PASS, 2 * CHIP, 0);
    ExecutedBlock block =
        chain.then(
            chain.bets(wager, wager),
            chain.bets(wager),
            chain.bets(chain.wager(0, BetType.PASS, 4 * CHIP, 0)));
    assertThat(receipts(block).stream().map(Receipt::outcome).toList())
        .containsExactly(Outcome.DONE, Outcome.DUPLICATE, Outcome.DUPLICATE, Outcome.NONCE_REUSED);
    assertThat(receipts(block).get(3).first())
        .contains(new LeafPlace(new SequenceNumber(block.sequence().value()), 1));
    assertThat(chain.balance(0)).isEqualTo(998 * CHIP);
  }

  @Test
  void aFailedOrderAgainIsADuplicateOfItsFailure() {
    Wager wager = chain.wager(0, BetType.PASS, 1, 0);
    assertThat(place(wager).outcome()).isEqualTo(Outcome.RULES);
    assertThat(place(wager).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(isUsed(0, 0)).isTrue();
    assertThat(isUsed(0, 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, DONE", "0, DONE", "1, EXPIRED"})
  void aBetIsGoodUpToItsExpiryAndNotAfter(long past, Outcome outcome) {
    long expiry = chain.now() + 100;
    Wager wager = new Wager(chain.chainId, player(0), TABLE, 1, BetType.PASS, 2 * CHIP, 0, expiry);
    ExecutedBlock block = chain.block(expiry + past, chain.bets(wager));
    assertThat(receipt(block).outcome()).isEqualTo(outcome);
    assertThat(receipt(block).detail()).isEqualTo(outcome == Outcome.EXPIRED ? expiry + 1 : 0);
    assertThat(isUsed(0, 0)).isTrue();
  }

  @Test
  void anAccountWithABadKeyIsRefusedAndItsKeyLookedAtOnce() {
    PublicKey bad = TestChain.badKey();
    chain.then(chain.orders(chain.transfer(0, AccountId.of(bad), 10 * CHIP, 0)));
    for (long nonce = 0; nonce < 2; nonce++) {
      assertRefused(
          new Wager(chain.chainId, bad, TABLE, 1, BetType.PASS, 2 * CHIP, nonce, NEVER),
          Outcome.KEY_INVALID,
          0,
          true);
      assertThat(chain.ledger().account(AccountId.of(bad)).orElseThrow().key())
          .isEqualTo(Account.KeyStatus.INVALID);
    }
  }

  private Wager at(TableId table, long round, long nonce) {
    return new Wager(chain.chainId, player(0), table, round, BetType.PASS, 2 * CHIP, nonce, NEVER);
  }

  @Test
  void aBetNamesAnExistingTableAndTheCurrentRound() {
    assertRefused(at(new TableId(3), 1, 0), Outcome.TABLE_UNKNOWN, 0, true);
    assertRefused(at(IDLE_TABLE, 1, 1), Outcome.ROUND_UNKNOWN, 0, true);
    assertRefused(at(IDLE_TABLE, 0, 2), Outcome.ROUND_CLOSED, 0, true);
    assertRefused(at(TABLE, 0, 3), Outcome.ROUND_CLOSED, 1, true);
    assertRefused(at(TABLE, 2, 4), Outcome.ROUND_UNKNOWN, 1, true);
    assertThat(place(at(TABLE, 1, 5)).isDone()).isTrue();
  }

  @Test
  void bettingIsOpenUntilTheCloseAndNotFromItOn() {
    long closesAt = chain.round().closesAtMs();
    assertThat(receipt(chain.block(closesAt - 1, chain.bets(at(TABLE, 1, 0)))).isDone()).isTrue();
    Receipt late = receipt(chain.block(closesAt, chain.bets(at(TABLE, 1, 1))));
    assertThat(late.outcome()).isEqualTo(Outcome.ROUND_CLOSED);
    assertThat(late.detail()).isEqualTo(1);
    ExecutedBlock settled =
        chain.then(
            chain.reveal(1, 0),
            chain.reveal(1, 1),
            chain.reveal(1, 2),
            chain.bets(at(TABLE, 1, 2)),
            chain.reveal(1, 3),
            chain.bets(at(TABLE, 1, 3)));
    assertThat(receipts(settled).stream().map(Receipt::outcome).toList())
        .containsExactly(Outcome.ROUND_CLOSED, Outcome.ROUND_CLOSED);
    chain.open();
    assertRefused(at(TABLE, 1, 4), Outcome.ROUND_CLOSED, 2, true);
  }

  @Test
  void theStakeIsAMultipleOf1320WithinTheTablesLimits() {
    for (long amount : new long[] {0, 1, 1319, 1321, 2 * CHIP - 1, 2 * CHIP + 1}) {
      Receipt receipt = pass(amount, amount % 256);
      assertThat(receipt.outcome()).isEqualTo(Outcome.RULES);
      assertThat(receipt.refusal()).contains(Refusal.NOT_A_STAKE);
    }
    assertThat(pass(Long.MAX_VALUE, 3).refusal()).contains(Refusal.NOT_A_STAKE);
    assertThat(pass(Chips.MAX_STAKE + CHIP, 4).refusal()).contains(Refusal.ABOVE_MAXIMUM);
    assertThat(pass(Long.MAX_VALUE / CHIP * CHIP, 5).refusal()).contains(Refusal.ABOVE_MAXIMUM);
    assertRefused(chain.wager(0, BetType.PASS, CHIP, 6), Outcome.TABLE_MINIMUM, 2 * CHIP, true);
    assertThat(pass(2 * CHIP, 7).isDone()).isTrue();
    assertThat(pass(100 * CHIP, 8).isDone()).isTrue();
    assertRefused(
        chain.wager(0, BetType.PASS, 101 * CHIP, 9), Outcome.TABLE_MAXIMUM, 100 * CHIP, true);
  }

  @Test
  void whatTheRulesRefuseIsRefusedWithTheirReason() {
    assertRefused(
        chain.wager(0, BetType.COME, 2 * CHIP, 0), Outcome.RULES, Refusal.POINT_ONLY.code(), true);
    assertRefused(
        chain.wager(0, BetType.PASS_ODDS_6, 2 * CHIP, 1),
        Outcome.RULES,
        Refusal.NO_BASE_BET.code(),
        true);
  }

  @Test
  void theBalanceMustCoverTheStake() {
    chain.then(chain.orders(chain.transfer(0, account(1), 990 * CHIP, 0)));
    assertRefused(chain.wager(0, BetType.PASS, 11 * CHIP, 1), Outcome.FUNDS, 11 * CHIP, true);
    assertThat(pass(10 * CHIP, 2).isDone()).isTrue();
    assertThat(chain.balance(0)).isZero();
    assertRefused(chain.wager(0, BetType.PASS, 2 * CHIP, 3), Outcome.FUNDS, 2 * CHIP, true);
  }

  @Test
  void theBankrollMustReserveTheLargestWin() {
    chain = new TestChain(TestChain.genesis(4, Set.of(), 100 * CHIP));
    chain.open();
    assertRefused(
        chain.wager(0, BetType.BOXCARS, 4 * CHIP, 0), Outcome.HOUSE_LIMIT, 100 * CHIP, true);
    assertThat(place(chain.wager(0, BetType.BOXCARS, 3 * CHIP, 1)).isDone()).isTrue();
    assertThat(chain.table().free()).isEqualTo(10 * CHIP);
    assertRefused(chain.wager(1, BetType.PASS, 11 * CHIP, 0), Outcome.HOUSE_LIMIT, 10 * CHIP, true);
    assertThat(place(chain.wager(1, BetType.PASS, 10 * CHIP, 1)).isDone()).isTrue();
    assertThat(chain.table().free()).isZero();
    assertRefused(chain.wager(2, BetType.PASS, 2 * CHIP, 0), Outcome.HOUSE_LIMIT, 0, true);
  }

  @Test
  void aPlayerHasAtMost256LiveBetsAtATable() {
    List<Wager> wagers = new ArrayList<>();
    for (long nonce = 0; nonce < 257; nonce++) {
      wagers.add(chain.wager(0, BetType.PASS, 2 * CHIP, nonce));
    }
    List<Receipt> receipts = receipts(chain.then(chain.bets(wagers.toArray(new Wager[0]))));
    assertThat(receipts.subList(0, 256)).allMatch(Receipt::isDone);
    assertThat(receipts.get(256).outcome()).isEqualTo(Outcome.TOO_MANY_BETS);
    assertThat(receipts.get(256).detail()).isEqualTo(256);
    assertThat(place(chain.wager(1, BetType.PASS, 2 * CHIP, 0)).isDone()).isTrue();
  }
}

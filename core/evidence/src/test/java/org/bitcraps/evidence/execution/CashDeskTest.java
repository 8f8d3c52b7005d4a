package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.leaves;
import static org.bitcraps.evidence.execution.TestChain.player;
import static org.bitcraps.evidence.execution.TestChain.receipt;
import static org.bitcraps.evidence.execution.TestChain.receipts;

import java.util.Set;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CashDeskTest {

  private static final long MOST = Parameter.FAUCET_GRANT_MAX.defaultValue();

  private final TestChain chain = new TestChain();

  private Receipt order(PlayerOrder order) {
    return receipt(chain.then(chain.orders(order)));
  }

  @Test
  void aGrantBeginsAnAccountOutOfTheTreasury() {
    long treasury = chain.ledger().treasury();
    Receipt receipt = order(chain.grant(player(50), MOST, 7));
    assertThat(receipt.isDone()).isTrue();
    assertThat(receipt.kind()).isEqualTo(OrderKind.FAUCET_GRANT);
    assertThat(receipt.balance()).isEqualTo(MOST);
    Account account = chain.ledger().account(account(50)).orElseThrow();
    assertThat(account.balance()).isEqualTo(MOST);
    assertThat(account.key()).isEqualTo(Account.KeyStatus.VALID);
    assertThat(account.nonces().isFree(7)).isFalse();
    assertThat(account.nonces().isFree(0)).isTrue();
    assertThat(chain.ledger().treasury()).isEqualTo(treasury - MOST);
    assertThat(order(chain.grant(player(50), MOST, 7)).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(order(chain.grant(player(50), CHIP, 8)).balance()).isEqualTo(MOST + CHIP);
  }

  @ParameterizedTest
  @CsvSource({"-1, DONE", "0, DONE", "1, FAUCET_LIMIT"})
  void aGrantHasALimit(long more, Outcome outcome) {
    Receipt receipt = order(chain.grant(player(0), MOST + more, 0));
    assertThat(receipt.outcome()).isEqualTo(outcome);
    assertThat(receipt.detail()).isEqualTo(outcome == Outcome.FAUCET_LIMIT ? MOST : 0);
  }

  @Test
  void theTreasuryIsEmptiedToTheLastUnitAndNoFurther() {
    // 2000 chips: one whole grant, then half of one, then nothing.
    assertThat(order(chain.grant(player(0), MOST, 0)).isDone()).isTrue();
    assertThat(order(chain.grant(player(0), MOST / 2, 1)).isDone()).isTrue();
    long left = chain.ledger().treasury();
    assertThat(left).isEqualTo(MOST / 2);
    Receipt tooMuch = order(chain.grant(player(0), left + 1, 2));
    assertThat(tooMuch.outcome()).isEqualTo(Outcome.TREASURY_SHORT);
    assertThat(tooMuch.detail()).isEqualTo(left);
    assertThat(order(chain.grant(player(0), left, 3)).isDone()).isTrue();
    assertThat(chain.ledger().treasury()).isZero();
    assertThat(order(chain.grant(player(1), 1, 0)).outcome()).isEqualTo(Outcome.TREASURY_SHORT);
  }

  @Test
  void aChainWithoutTheFlagGivesNothing() {
    TestChain strict = new TestChain(TestChain.genesis(4, Set.of(Genesis.Flag.TESTNET)));
    ExecutedBlock block =
        strict.then(
            strict.orders(strict.grant(player(0), CHIP, 0), strict.grant(player(50), CHIP, 0)));
    assertThat(receipts(block)).allMatch(r -> r.outcome() == Outcome.FAUCET_OFF);
    assertThat(strict.ledger().account(account(50))).isEmpty();
    assertThat(strict.ledger().account(account(0)).orElseThrow().nonces().isFree(0)).isFalse();
  }

  @Test
  void aGrantThatFailsBeginsNoAccount() {
    PublicKey bad = TestChain.badKey();
    assertThat(order(chain.grant(bad, CHIP, 0)).outcome()).isEqualTo(Outcome.KEY_INVALID);
    assertThat(chain.ledger().account(AccountId.of(bad))).isEmpty();
    assertThat(order(chain.grant(player(50), 0, 0)).outcome()).isEqualTo(Outcome.AMOUNT_INVALID);
    assertThat(order(chain.grant(player(50), MOST + 1, 0)).outcome())
        .isEqualTo(Outcome.FAUCET_LIMIT);
    assertThat(order(chain.grant(player(50), CHIP, 256)).outcome())
        .isEqualTo(Outcome.NONCE_TOO_FAR);
    assertThat(chain.ledger().account(account(50))).isEmpty();
    assertThat(order(chain.grant(player(50), CHIP, 255)).isDone()).isTrue();
  }

  @Test
  void theRealKeyCheckTellsASmallOrderKeyFromAGoodOne() {
    ExecutedBlock real =
        ExecutedBlock.genesis(chain.genesis, RulesTable.standard(), new ExactKeyCheck());
    // RFC 8032 §7.1, test 1.
    PublicKey good =
        PublicKey.fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    PublicKey neutral =
        PublicKey.fromHex("0100000000000000000000000000000000000000000000000000000000000000");
    ExecutedBlock block =
        chain.on(
            real,
            chain.now(),
            chain.orders(chain.grant(good, CHIP, 0), chain.grant(neutral, CHIP, 0)));
    assertThat(receipts(block).stream().map(Receipt::outcome).toList())
        .containsExactly(Outcome.DONE, Outcome.KEY_INVALID);
  }

  @Test
  void aTransferBeginsTheReceiversAccountAndLeavesItsKeyUnseen() {
    ExecutedBlock block = chain.then(chain.orders(chain.transfer(0, account(50), 1_000 * CHIP, 0)));
    assertThat(receipt(block).isDone()).isTrue();
    assertThat(receipt(block).balance()).isZero();
    assertThat(leaves(block, Credit.class))
        .containsExactly(
            new Credit(receipt(block).order(), account(50), 1_000 * CHIP, 1_000 * CHIP));
    Account begun = chain.ledger().account(account(50)).orElseThrow();
    assertThat(begun.key()).isEqualTo(Account.KeyStatus.UNSEEN);
    assertThat(begun.nonces()).isEqualTo(NonceWindow.FRESH);
    chain.open();
    chain.then(chain.bets(chain.wager(50, BetType.PASS, 2 * CHIP, 0)));
    assertThat(chain.ledger().account(account(50)).orElseThrow().key())
        .isEqualTo(Account.KeyStatus.VALID);
  }

  @Test
  void aTransferIsRefusedForEachOfItsReasons() {
    assertThat(order(chain.transfer(0, account(1), 1_000 * CHIP + 1, 0)).outcome())
        .isEqualTo(Outcome.FUNDS);
    assertThat(order(chain.transfer(0, account(1), Long.MAX_VALUE, 1)).outcome())
        .isEqualTo(Outcome.FUNDS);
    assertThat(order(chain.transfer(0, account(0), CHIP, 2)).outcome())
        .isEqualTo(Outcome.SELF_TRANSFER);
    assertThat(order(chain.transfer(0, account(1), 0, 3)).outcome())
        .isEqualTo(Outcome.AMOUNT_INVALID);
    assertThat(order(chain.transfer(77, account(1), CHIP, 0)).outcome())
        .isEqualTo(Outcome.ACCOUNT_UNKNOWN);
    assertThat(chain.balance(0)).isEqualTo(1_000 * CHIP);
    assertThat(chain.balance(1)).isEqualTo(1_000 * CHIP);
  }

  @Test
  void anOrderExpires() {
    PlayerOrder order =
        new PlayerOrder.Transfer(chain.chainId, player(0), account(1), CHIP, 0, chain.now() + 5);
    assertThat(receipt(chain.block(chain.now() + 6, chain.orders(order))).outcome())
        .isEqualTo(Outcome.EXPIRED);
  }
}

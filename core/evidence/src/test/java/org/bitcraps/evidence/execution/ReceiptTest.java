package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receipt says of a refusal, also one that only a lying quorum would sign. */
class ReceiptTest {

  private static Receipt refused(long detail) {
    return new Receipt(
        new BetId(Digest.ZERO),
        OrderKind.BET,
        new AccountId(Digest.ZERO),
        Optional.of(new TableId(0)),
        1,
        Outcome.RULES,
        1_320,
        0,
        0,
        detail,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void namesTheRule(Refusal refusal) {
    assertThat(refused(refusal.code()).refusal()).contains(refusal);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 1L << 31, (1L << 32) + 1, Long.MAX_VALUE})
  void aNumberOfNoRuleIsNone(long detail) {
    assertThat(refused(detail).refusal()).isEmpty();
  }
}

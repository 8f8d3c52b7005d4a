package org.bitcraps.evidence.chronicle;

import java.util.Optional;
import org.bitcraps.evidence.genesis.AccountId;

/**
 * Which lines are wanted. What a list has no column for is not asked of it.
 *
 * @param sequences blocks
 * @param timesMs effective time, milliseconds since 1970; of a round, when it opened
 * @param table one table
 * @param rounds its rounds
 * @param account one player
 * @param kind what the line is: a {@link ReceiptLine#kind}
 * @param betType one type of bet
 * @param outcome what became of it: a {@link ReceiptLine#outcome}
 */
public record Filter(
    Range sequences,
    Range timesMs,
    Optional<Integer> table,
    Range rounds,
    Optional<AccountId> account,
    Optional<String> kind,
    Optional<String> betType,
    Optional<String> outcome) {

  /** Every line. */
  public static final Filter ALL =
      new Filter(
          Range.ALL,
          Range.ALL,
          Optional.empty(),
          Range.ALL,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Every line of an account. */
  public static Filter of(AccountId account) {
    return new Filter(
        Range.ALL,
        Range.ALL,
        Optional.empty(),
        Range.ALL,
        Optional.of(account),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;

/** Beginnings that no genesis describes and no execution makes: some money is gone, or too much. */
public final class LeakyLedgers {

  private LeakyLedgers() {}

  /** The first mint has a unit more than the running total of all balances knows. */
  public static ExecutedBlock unitTooMuch(Genesis genesis) {
    Ledger good = Ledger.genesis(genesis);
    AccountId lucky = genesis.mints().get(0).account();
    return ExecutedBlock.genesis(
        new Ledger(
            good.facts(),
            good.effectiveTimeMs(),
            good.treasury(),
            good.balances(),
            good.accounts().with(lucky, good.account(lucky).orElseThrow().plus(1)),
            good.tables()));
  }

  /** The treasury lacks a unit: execution itself counts that after every block. */
  public static ExecutedBlock unitMissing(Genesis genesis) {
    Ledger good = Ledger.genesis(genesis);
    return ExecutedBlock.genesis(
        new Ledger(
            good.facts(),
            good.effectiveTimeMs(),
            good.treasury() - 1,
            good.balances(),
            good.accounts(),
            good.tables()));
  }
}

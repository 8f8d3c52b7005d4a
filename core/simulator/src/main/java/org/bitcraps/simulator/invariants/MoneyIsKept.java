package org.bitcraps.simulator.invariants;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitcraps.evidence.craps.MaxProfit;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * B2, B3, after every block: balances, stakes, bankrolls and treasury are the supply of genesis,
 * counted here coin by coin; every bank can pay what its live bets could still win.
 */
public final class MoneyIsKept implements Invariant {

  private final long supply;
  private final Set<Digest> counted = new HashSet<>();

  /** All money there is. */
  public MoneyIsKept(long supply) {
    this.supply = supply;
  }

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    committed(validator, block);
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    if (!counted.add(block.executed().resultRoot())) {
      return; // The root covers every change of money: another validator's ledger is the same.
    }
    Ledger ledger = Invariant.executed(block).ledger();
    long sum = ledger.treasury();
    for (Map.Entry<AccountId, Account> account : ledger.accounts()) {
      require(account.getValue().balance() >= 0, () -> account.getKey() + " owes money");
      sum += account.getValue().balance();
    }
    for (Map.Entry<TableId, TableLedger> entry : ledger.tables()) {
      TableLedger table = entry.getValue();
      long couldWin = 0;
      for (Map.Entry<AccountId, List<LiveBet>> bets : table.bets()) {
        for (LiveBet bet : bets.getValue()) {
          require(bet.bet().stake() > 0 && bet.reserved() >= 0, () -> bet + " is no bet");
          long most = MaxProfit.of(ledger.rules(), bet.bet());
          require(
              bet.reserved() >= most,
              () -> bet + " reserves " + bet.reserved() + ", but may win " + most);
          sum += bet.bet().stake();
          couldWin += bet.reserved();
        }
      }
      sum += table.bankroll();
      long atRisk = couldWin;
      require(
          atRisk <= table.bankroll() && atRisk == table.reserved(),
          () ->
              "table %s has %d, reserved %d, could lose %d"
                  .formatted(table.id(), table.bankroll(), table.reserved(), atRisk));
    }
    long all = sum;
    require(
        all == supply && ledger.treasury() >= 0,
        () ->
            "validator %s counts %d of %d at %s"
                .formatted(validator.id(), all, supply, block.notice().certified().sequence()));
  }
}

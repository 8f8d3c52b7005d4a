package org.bitcraps.gateway.admission;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * An order that this gateway has taken and no certified block shows yet.
 *
 * @param id identity of the order
 * @param account who orders
 * @param nonce the nonce it will use
 * @param debit what it takes from the balance, base units
 * @param table of a bet
 * @param bet of a bet: what it will be on the table
 * @param reserve of a bet: what it will take of the bankroll
 */
public record Pending(
    BetId id,
    AccountId account,
    long nonce,
    long debit,
    Optional<TableId> table,
    Optional<Bet> bet,
    long reserve) {

  static Pending of(SignedBet signed, long reserve) {
    return new Pending(
        signed.id(),
        signed.bet().account(),
        signed.bet().nonce(),
        signed.bet().amount(),
        Optional.of(signed.bet().table()),
        Optional.of(Bet.of(signed.bet().type(), signed.bet().amount())),
        reserve);
  }

  static Pending of(SignedOrder signed) {
    PlayerOrder order = signed.order();
    long debit =
        switch (order) {
          case PlayerOrder.Transfer transfer -> transfer.amount();
          case PlayerOrder.FaucetGrant grant -> 0;
          case PlayerOrder.ChangeBet change ->
              change.change() == PlayerOrder.Change.PRESS ? change.amount() : 0;
        };
    return new Pending(
        order.id(), order.account(), order.nonce(), debit, Optional.empty(), Optional.empty(), 0);
  }
}

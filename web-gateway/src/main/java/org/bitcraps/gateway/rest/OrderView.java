package org.bitcraps.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.gateway.collection.BetTrail;

/**
 * An order for people; JSON as it stands.
 *
 * @param state PENDING: taken, not certified yet. REFUSED: the ledger refused it. PLACED: the bet
 *     is on the table. DONE: an order that is no bet has had its effect. DECIDED: the bet is over
 * @param reason why it was refused: an outcome, or the game's refusal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
    String id,
    String state,
    String reason,
    ReceiptView receipt,
    List<SettlementView> settlements,
    List<ReceiptView> changes) {

  /** A receipt and where it stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReceiptView(
      String order,
      long sequence,
      int index,
      String kind,
      String outcome,
      String refusal,
      Integer table,
      long round,
      long amount,
      long nonce,
      long balance,
      long detail,
      LiveView live) {

    static ReceiptView of(LeafPlace place, Receipt receipt) {
      return new ReceiptView(
          receipt.order().toString(),
          place.sequence().value(),
          place.index(),
          receipt.kind().name(),
          receipt.outcome().name(),
          receipt.refusal().map(Refusal::name).orElse(null),
          receipt.table().map(table -> table.value()).orElse(null),
          receipt.round(),
          receipt.amount(),
          receipt.nonce(),
          receipt.balance(),
          receipt.detail(),
          receipt.live().map(LiveView::of).orElse(null));
    }
  }

  /** What a roll did to a bet, and where that stands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SettlementView(
      long sequence,
      int index,
      long round,
      String result,
      long stake,
      long returned,
      long profit,
      long balance,
      LiveView live) {

    static SettlementView of(LeafPlace place, BetSettled leaf) {
      return new SettlementView(
          place.sequence().value(),
          place.index(),
          leaf.round(),
          leaf.result().name(),
          leaf.before().stake(),
          leaf.returned(),
          leaf.profit(),
          leaf.balance(),
          leaf.after().map(LiveView::of).orElse(null));
    }
  }

  /**
   * A bet on the table.
   *
   * @param point the number a Come bet has travelled to; 0 otherwise
   * @param working HOUSE_RULE, ON or OFF
   */
  record LiveView(String type, long stake, int point, String working) {

    static LiveView of(Bet bet) {
      return new LiveView(
          bet.type().name(), bet.stake(), bet.point().number(), bet.working().name());
    }
  }

  /** An order that no certified block shows. */
  static OrderView pending(BetId id) {
    return new OrderView(id.toString(), "PENDING", null, null, List.of(), List.of());
  }

  /** An order that the chain has answered. */
  static OrderView of(BetId id, BetTrail trail) {
    Receipt receipt = trail.receipt();
    String state =
        !receipt.isDone()
            ? "REFUSED"
            : receipt.live().isEmpty() ? "DONE" : trail.isLive() ? "PLACED" : "DECIDED";
    return new OrderView(
        id.toString(),
        state,
        receipt.isDone()
            ? null
            : receipt.refusal().map(Refusal::name).orElse(receipt.outcome().name()),
        ReceiptView.of(trail.place(), receipt),
        trail.settlements().stream()
            .map(one -> SettlementView.of(one.place(), one.leaf()))
            .toList(),
        trail.changes().stream().map(one -> ReceiptView.of(one.place(), one.receipt())).toList());
  }
}

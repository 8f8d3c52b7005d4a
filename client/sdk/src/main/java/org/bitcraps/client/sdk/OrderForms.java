package org.bitcraps.client.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** Signed orders as the JSON objects that a gateway takes: every signed field, and no other. */
final class OrderForms {

  private OrderForms() {}

  static Map<String, Object> form(SignedBet signed) {
    Wager bet = signed.bet();
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("chain", bet.chain().digest().hex());
    form.put("key", bet.key().hex());
    form.put("table", bet.table().value());
    form.put("round", bet.round());
    form.put("type", bet.type().name());
    form.put("amount", bet.amount());
    form.put("nonce", bet.nonce());
    form.put("expiresAtMs", bet.expiresAtMs());
    form.put("signature", signed.signature().hex());
    return form;
  }

  static Map<String, Object> form(SignedOrder signed) {
    Map<String, Object> form = new LinkedHashMap<>();
    PlayerOrder order = signed.order();
    form.put("kind", kind(order));
    form.put("chain", order.chain().digest().hex());
    form.put("key", order.key().hex());
    switch (order) {
      case PlayerOrder.FaucetGrant grant -> form.put("amount", grant.amount());
      case PlayerOrder.Transfer transfer -> {
        form.put("to", transfer.to().digest().hex());
        form.put("amount", transfer.amount());
      }
      case PlayerOrder.ChangeBet change -> {
        form.put("table", change.table().value());
        form.put("bet", change.bet().digest().hex());
        form.put("change", change.change().name());
        form.put("amount", change.amount());
      }
    }
    form.put("nonce", order.nonce());
    form.put("expiresAtMs", order.expiresAtMs());
    form.put("signature", signed.signature().hex());
    return form;
  }

  private static String kind(PlayerOrder order) {
    return switch (order) {
      case PlayerOrder.FaucetGrant grant -> "FAUCET_GRANT";
      case PlayerOrder.Transfer transfer -> "TRANSFER";
      case PlayerOrder.ChangeBet change -> "CHANGE_BET";
    };
  }
}

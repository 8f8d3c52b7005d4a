package org.bitcraps.evidence.execution;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.wire.HashWriter;

/** What every player order says, whatever it is about; the ids are computed once. */
record Claim(
    BetId id,
    OrderKind kind,
    ChainId chain,
    PublicKey key,
    AccountId account,
    Optional<TableId> table,
    long round,
    Optional<BetId> subject,
    long amount,
    long nonce,
    long expiresAtMs) {

  static Claim of(Wager wager, HashWriter hash) {
    return new Claim(
        wager.id(hash),
        OrderKind.BET,
        wager.chain(),
        wager.key(),
        AccountId.of(wager.key(), hash),
        Optional.of(wager.table()),
        wager.round(),
        Optional.empty(),
        wager.amount(),
        wager.nonce(),
        wager.expiresAtMs());
  }

  /**
   * @param round the current round of the table that the order names; else 0
   */
  static Claim of(PlayerOrder order, long round, HashWriter hash) {
    return switch (order) {
      case PlayerOrder.ChangeBet change ->
          of(
              order,
              kind(change.change()),
              Optional.of(change.table()),
              round,
              Optional.of(change.bet()),
              change.amount(),
              hash);
      case PlayerOrder.FaucetGrant grant ->
          of(
              order,
              OrderKind.FAUCET_GRANT,
              Optional.empty(),
              0,
              Optional.empty(),
              grant.amount(),
              hash);
      case PlayerOrder.Transfer transfer ->
          of(
              order,
              OrderKind.TRANSFER,
              Optional.empty(),
              0,
              Optional.empty(),
              transfer.amount(),
              hash);
    };
  }

  private static Claim of(
      PlayerOrder order,
      OrderKind kind,
      Optional<TableId> table,
      long round,
      Optional<BetId> subject,
      long amount,
      HashWriter hash) {
    return new Claim(
        order.id(hash),
        kind,
        order.chain(),
        order.key(),
        AccountId.of(order.key(), hash),
        table,
        round,
        subject,
        amount,
        order.nonce(),
        order.expiresAtMs());
  }

  private static OrderKind kind(PlayerOrder.Change change) {
    return switch (change) {
      case TAKE_DOWN -> OrderKind.TAKE_DOWN;
      case REDUCE -> OrderKind.REDUCE;
      case PRESS -> OrderKind.PRESS;
      case SWITCH_ON -> OrderKind.SWITCH_ON;
      case SWITCH_OFF -> OrderKind.SWITCH_OFF;
    };
  }
}

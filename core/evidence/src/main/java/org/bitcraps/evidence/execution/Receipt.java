package org.bitcraps.evidence.execution;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Refusal;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * What became of one player's order: only this proves an effect (DESIGN B1). One for every order of
 * a block, in order of execution.
 *
 * @param order identity of the order
 * @param kind what was ordered
 * @param account who ordered
 * @param table where; empty for grants and transfers
 * @param round the round a bet named; for a change of a bet the table's current round; else 0
 * @param outcome what became of it
 * @param amount the amount ordered, base units
 * @param nonce the nonce ordered
 * @param balance the account's balance afterwards; 0 if there is no such account
 * @param detail a number that explains the outcome: see {@link Outcome}; else 0
 * @param first where the receipt of the order stands that used the nonce first: for DUPLICATE and
 *     NONCE_REUSED
 * @param subject the bet that is to be changed; for a change of a bet
 * @param live the bet as it stands afterwards; for a bet placed or changed and not taken down
 */
public record Receipt(
    BetId order,
    OrderKind kind,
    AccountId account,
    Optional<TableId> table,
    long round,
    Outcome outcome,
    long amount,
    long nonce,
    long balance,
    long detail,
    Optional<LeafPlace> first,
    Optional<BetId> subject,
    Optional<Bet> live)
    implements ResultLeaf {

  /** Whether the order had its effect. */
  public boolean isDone() {
    return outcome == Outcome.DONE;
  }

  /**
   * Which rule of the game refused it, for outcome {@link Outcome#RULES}; empty also for a number
   * that is no rule's, as only a lying quorum would sign it.
   */
  public Optional<Refusal> refusal() {
    return outcome == Outcome.RULES
        ? Refusal.fromCode((int) Math.min(detail, Integer.MAX_VALUE))
        : Optional.empty();
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(order)
        .u8(kind.code())
        .value(account)
        .optional(table)
        .u63(round)
        .u8(outcome.code())
        .u63(amount)
        .u63(nonce)
        .u63(balance)
        .u63(detail)
        .optional(first)
        .optional(subject)
        .flag(live.isPresent());
    live.ifPresent(bet -> GameBytes.encode(out, bet));
  }

  static Receipt decodeFields(Decoder in) {
    return new Receipt(
        BetId.decode(in),
        OrderKind.decode(in),
        AccountId.decode(in),
        in.optional("table", TableId::decode),
        in.u63("round"),
        Outcome.decode(in),
        in.u63("amount"),
        in.u63("nonce"),
        in.u63("balance"),
        in.u63("detail"),
        in.optional("first", LeafPlace::decode),
        in.optional("subject", BetId::decode),
        in.optional("live", GameBytes::bet));
  }
}

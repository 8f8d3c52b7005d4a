package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * What an account received by another's transfer; follows the transfer's receipt.
 *
 * @param order the transfer
 * @param account who received
 * @param amount how much, base units
 * @param balance the receiver's balance afterwards
 */
public record Credit(BetId order, AccountId account, long amount, long balance)
    implements ResultLeaf {

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(order).value(account).u63(amount).u63(balance);
  }

  static Credit decodeFields(Decoder in) {
    return new Credit(BetId.decode(in), AccountId.decode(in), in.u63("amount"), in.u63("balance"));
  }
}

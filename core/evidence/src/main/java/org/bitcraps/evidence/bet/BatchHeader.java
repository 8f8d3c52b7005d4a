package org.bitcraps.evidence.bet;

import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * What a batch says of itself; {@value #BYTES} bytes. The ordered digest covers it and the hash of
 * the rest, so a player can prove a bet's inclusion without the other players' bets (DESIGN D4).
 *
 * @param chain the chain of all its bets
 * @param gateway who aggregated it
 * @param gatewaySequence counts the gateway's batches
 * @param table the table of all its bets
 * @param round the round of all its bets
 * @param count number of bets
 * @param payloadBytes length of what follows the header
 * @param root Merkle root over the signed bytes of the bets
 */
public record BatchHeader(
    ChainId chain,
    GatewayId gateway,
    long gatewaySequence,
    TableId table,
    long round,
    int count,
    int payloadBytes,
    Digest root)
    implements WireValue {

  /** Length of the canonical encoding. */
  public static final int BYTES = 32 + 2 + 8 + 2 + 8 + 4 + 4 + 32;

  /**
   * @throws IllegalArgumentException if a number is negative; names the field
   */
  public BatchHeader {
    notNegative(gatewaySequence, "gatewaySequence");
    notNegative(round, "round");
    notNegative(count, "count");
    notNegative(payloadBytes, "payloadBytes");
  }

  private static void notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + ": " + value + " is negative");
    }
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(chain)
        .value(gateway)
        .u63(gatewaySequence)
        .value(table)
        .u63(round)
        .u31(count)
        .u31(payloadBytes)
        .digest(root);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static BatchHeader decode(Decoder in) {
    return new BatchHeader(
        ChainId.decode(in),
        GatewayId.decode(in),
        in.u63("gatewaySequence"),
        TableId.decode(in),
        in.u63("round"),
        in.u31("count"),
        in.u31("payloadBytes"),
        in.digest("root"));
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * BETTING has closed. Under the certificate of this block validators may reveal (DESIGN R2).
 *
 * @param closedAtMs effective time of the close
 * @param fallbackAtMs from this effective time on |K| − f reveals are enough (R3)
 */
public record RoundClosed(TableId table, long round, long closedAtMs, long fallbackAtMs)
    implements ResultLeaf {

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(table).u63(round).u63(closedAtMs).u63(fallbackAtMs);
  }

  static RoundClosed decodeFields(Decoder in) {
    return new RoundClosed(
        TableId.decode(in), in.u63("round"), in.u63("closedAtMs"), in.u63("fallbackAtMs"));
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * A round was settled without this committer's reveal. A late one clears it: {@link
 * RevealReceipt.Answer#LATE} (DESIGN R4).
 */
public record MissingReveal(TableId table, long round, ReplicaId validator) implements ResultLeaf {

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(table).u63(round).value(validator);
  }

  static MissingReveal decodeFields(Decoder in) {
    return new MissingReveal(TableId.decode(in), in.u63("round"), ReplicaId.decode(in));
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * Where a result leaf stands: enough to ask any archive for it and its proof. 12 bytes on the wire.
 *
 * @param sequence the block
 * @param index the leaf of its result tree; 0 is the block's summary, so receipts begin at 1
 */
public record LeafPlace(SequenceNumber sequence, int index) implements WireValue {

  @Override
  public void encodeTo(Encoder out) {
    out.value(sequence).u31(index);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static LeafPlace decode(Decoder in) {
    return new LeafPlace(SequenceNumber.decode(in), in.u31("index"));
  }
}

package org.bitcraps.evidence.exchange;

import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * Asks for certified blocks with all their bodies. The answer is one {@link BlockNotice} a block,
 * fewer than asked for where the answerer has none or bounds its work.
 *
 * @param from the first block wanted
 * @param count how many, 1 … {@link #COUNT_MAX}
 */
public record BlockRequest(SequenceNumber from, int count) implements WireValue {

  /** The most that one request may ask for. */
  public static final int COUNT_MAX = 64;

  /**
   * @throws IllegalArgumentException if the count is out of range or it asks for genesis
   */
  public BlockRequest {
    if (count < 1 || count > COUNT_MAX) {
      throw new IllegalArgumentException("count: " + count);
    }
    if (from.value() == 0) {
      throw new IllegalArgumentException("from: the first block has 1");
    }
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(from).u16(count);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static BlockRequest decode(Decoder in) {
    return new BlockRequest(SequenceNumber.decode(in), in.u16("count"));
  }
}

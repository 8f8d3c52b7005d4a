package org.bitcraps.evidence.genesis;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** Identity of a table (a game): two bytes on the wire. */
public record TableId(int value) implements WireValue, Comparable<TableId> {

  /**
   * @throws IllegalArgumentException if it does not fit two bytes
   */
  public TableId {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException("table " + value + " does not fit two bytes");
    }
  }

  @Override
  public int compareTo(TableId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u16(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static TableId decode(Decoder in) {
    return new TableId(in.u16("table"));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

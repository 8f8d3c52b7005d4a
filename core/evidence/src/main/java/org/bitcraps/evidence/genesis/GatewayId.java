package org.bitcraps.evidence.genesis;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** Identity of a registered gateway: two bytes on the wire. */
public record GatewayId(int value) implements WireValue, Comparable<GatewayId> {

  /**
   * @throws IllegalArgumentException if it does not fit two bytes
   */
  public GatewayId {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException("gateway " + value + " does not fit two bytes");
    }
  }

  @Override
  public int compareTo(GatewayId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u16(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static GatewayId decode(Decoder in) {
    return new GatewayId(in.u16("gateway"));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

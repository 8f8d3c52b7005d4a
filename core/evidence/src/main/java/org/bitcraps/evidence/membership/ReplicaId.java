package org.bitcraps.evidence.membership;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** A validator's identity for life: two bytes on the wire. Outlives its keys (DESIGN E4). */
public record ReplicaId(int value) implements WireValue, Comparable<ReplicaId> {

  /**
   * @throws IllegalArgumentException if it does not fit two bytes
   */
  public ReplicaId {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException("replica id " + value + " does not fit two bytes");
    }
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u16(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static ReplicaId decode(Decoder in) {
    return new ReplicaId(in.u16("replica"));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

package org.bitcraps.evidence.membership;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A stretch of the chain with one validator set (DESIGN E3). Eight bytes on the wire, starts at 0.
 */
public record Epoch(long value) implements WireValue, Comparable<Epoch> {

  /** The first one. */
  public static final Epoch ZERO = new Epoch(0);

  /**
   * @throws IllegalArgumentException if negative
   */
  public Epoch {
    if (value < 0) {
      throw new IllegalArgumentException("epoch " + value + " is negative");
    }
  }

  /** The next one. */
  public Epoch next() {
    return plus(1);
  }

  /** The one {@code distance} further on. */
  public Epoch plus(long distance) {
    return new Epoch(Math.addExact(value, distance));
  }

  /** Whether this one comes after {@code other}. */
  public boolean isAfter(Epoch other) {
    return value > other.value;
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u63(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static Epoch decode(Decoder in) {
    return new Epoch(in.u63("epoch"));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

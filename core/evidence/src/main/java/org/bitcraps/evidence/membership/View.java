package org.bitcraps.evidence.membership;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/** A view: one reign of one primary (PBFT02 §4.1). Eight bytes on the wire, starts at 0. */
public record View(long value) implements WireValue, Comparable<View> {

  /** The first one. */
  public static final View ZERO = new View(0);

  /**
   * @throws IllegalArgumentException if negative
   */
  public View {
    if (value < 0) {
      throw new IllegalArgumentException("view " + value + " is negative");
    }
  }

  /** The next one. */
  public View next() {
    return plus(1);
  }

  /** The one {@code distance} further on. */
  public View plus(long distance) {
    return new View(Math.addExact(value, distance));
  }

  /** Whether this one comes after {@code other}. */
  public boolean isAfter(View other) {
    return value > other.value;
  }

  @Override
  public int compareTo(View other) {
    return Long.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u63(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static View decode(Decoder in) {
    return new View(in.u63("view"));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

package org.bitcraps.evidence.membership;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * The place of a block in the total order. Eight bytes on the wire; 0 is genesis, the first block
 * has 1.
 */
public record SequenceNumber(long value) implements WireValue, Comparable<SequenceNumber> {

  /** The first one. */
  public static final SequenceNumber ZERO = new SequenceNumber(0);

  /**
   * @throws IllegalArgumentException if negative
   */
  public SequenceNumber {
    if (value < 0) {
      throw new IllegalArgumentException("sequence " + value + " is negative");
    }
  }

  /** The next one. */
  public SequenceNumber next() {
    return plus(1);
  }

  /** The one {@code distance} further on. */
  public SequenceNumber plus(long distance) {
    return new SequenceNumber(Math.addExact(value, distance));
  }

  /** Whether this one comes after {@code other}. */
  public boolean isAfter(SequenceNumber other) {
    return value > other.value;
  }

  @Override
  public int compareTo(SequenceNumber other) {
    return Long.compare(value, other.value);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u63(value);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static SequenceNumber decode(Decoder in) {
    return new SequenceNumber(in.u63("sequence"));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}

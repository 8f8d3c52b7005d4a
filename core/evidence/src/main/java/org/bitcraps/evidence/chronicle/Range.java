package org.bitcraps.evidence.chronicle;

import java.util.Optional;

/** From … to, both included; either end may be open. */
public record Range(Optional<Long> from, Optional<Long> to) {

  /** Everything. */
  public static final Range ALL = new Range(Optional.empty(), Optional.empty());

  /** Both ends closed. */
  public static Range of(long from, long to) {
    return new Range(Optional.of(from), Optional.of(to));
  }
}

package org.bitcraps.evidence.chronicle;

import java.util.List;
import java.util.Optional;

/**
 * Some lines of a list.
 *
 * @param next where the following page goes on; empty after the last line
 */
public record Page<T>(List<T> lines, Optional<Place> next) {

  /** Copies the list. */
  public Page {
    lines = List.copyOf(lines);
  }
}

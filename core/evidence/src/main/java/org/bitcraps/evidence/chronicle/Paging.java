package org.bitcraps.evidence.chronicle;

import java.util.Optional;

/**
 * Which part of a list.
 *
 * @param after the place behind which it begins; empty at the beginning
 * @param newestFirst the direction; both are stable while blocks come
 * @param limit lines, at least 1
 */
public record Paging(Optional<Place> after, boolean newestFirst, int limit) {

  /**
   * @throws IllegalArgumentException if the limit is not positive
   */
  public Paging {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit);
    }
  }

  /** From the first line on. */
  public static Paging first(int limit) {
    return new Paging(Optional.empty(), false, limit);
  }
}

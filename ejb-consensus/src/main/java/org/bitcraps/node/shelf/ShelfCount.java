package org.bitcraps.node.shelf;

import java.util.Locale;

/** What is counted of a cache, since the application started. */
public enum ShelfCount {
  /** Entries put. */
  PUT,
  /** Entries not put: too large, or the cache was busy with those before. */
  DROPPED,
  /** Names under which somebody looked and nothing was. */
  MISSING,
  /** Entries that were what they had to be, and were used. */
  USED,
  /** Entries that were not: somebody wrote what is wrong, or of another time. */
  REFUSED,
  /** Times that the cache threw. */
  FAILED;

  /** The name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

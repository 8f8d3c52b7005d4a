package org.bitcraps.evidence.chronicle;

/**
 * Which blocks the history holds: every one from {@code first} to {@code last}, and none else.
 *
 * @param first the first block it has lines of; 1 unless it began with a fetched state
 * @param last the last one; {@code first} − 1 if there is none yet
 */
public record Coverage(long first, long last) {

  /** Blocks before the first one are missing: said, never papered over. */
  public boolean hasGap() {
    return first > 1;
  }
}

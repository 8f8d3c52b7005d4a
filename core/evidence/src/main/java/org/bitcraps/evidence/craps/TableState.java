package org.bitcraps.evidence.craps;

/**
 * All of a table's past that settlement depends on: the puck, and what the hand has made so far.
 *
 * <p>A <em>hand</em> is a counter that ends at seven-out (there is no human shooter). The points
 * made count within the hand, for Fire. The totals rolled count since the last seven, whether that
 * was a seven-out or a come-out winner, because any seven loses Small, Tall, All and every
 * repeater.
 *
 * <p>Immutable. Transition (roll total → next state):
 *
 * <pre>
 *   COME_OUT  4 5 6 8 9 10   → point set
 *   COME_OUT  2 3 11 12      → COME_OUT
 *   COME_OUT  7              → COME_OUT, totals cleared
 *   POINT     the point      → COME_OUT, point recorded as made
 *   POINT     7 (seven-out)  → COME_OUT, totals and points cleared, hand + 1
 *   POINT     other          → POINT
 * </pre>
 *
 * @param hand 0 for a table's first hand, one more after each seven-out, at most 2^63 − 1
 * @param point the puck
 * @param pointsMade bit n is set when point n was made in this hand (n = 4, 5, 6, 8, 9, 10)
 * @param totals four bits per total: bits 4n…4n+3 say how often n was rolled since the last seven,
 *     at most 15 (it stays there); n = 2…12 without 7
 */
public record TableState(long hand, Point point, int pointsMade, long totals) {

  /** The count at which a total's counter stays. */
  public static final int MAX_COUNT = 15;

  /** A table before its first roll. */
  public static final TableState START = new TableState(0, Point.OFF, 0, 0);

  private static final int POINT_BITS = 0b111_0111_0000;
  private static final long TOTAL_BITS = 0xF_FFFF_0FFF_FF00L;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the hand is negative or a bit is set that stands for
   *     nothing
   */
  public TableState {
    if (hand < 0 || (pointsMade & ~POINT_BITS) != 0 || (totals & ~TOTAL_BITS) != 0) {
      throw new IllegalArgumentException(
          "no such table: hand " + hand + ", points " + pointsMade + ", totals " + totals);
    }
  }

  /** COME_OUT when the puck is OFF. */
  public Phase phase() {
    return point.isOn() ? Phase.POINT : Phase.COME_OUT;
  }

  /** How often a total was rolled since the last seven, at most {@link #MAX_COUNT}. */
  public int count(int total) {
    return (int) ((totals >>> (4 * total)) & 0xF);
  }

  /** Whether a point was made in this hand. */
  public boolean hasMade(Point number) {
    return ((pointsMade >>> number.number()) & 1) == 1;
  }

  /** How many different points were made in this hand, 0…6. */
  public int distinctPointsMade() {
    return Integer.bitCount(pointsMade);
  }

  /** Whether this roll would end the hand. */
  public boolean isSevenOut(Roll roll) {
    return point.isOn() && roll.total() == 7;
  }

  /** The table after a roll. */
  public TableState after(Roll roll) {
    int total = roll.total();
    if (isSevenOut(roll)) {
      // No table gets so far; what a lying quorum signs must not end its verifier.
      return new TableState(hand == Long.MAX_VALUE ? hand : hand + 1, Point.OFF, 0, 0);
    }
    if (total == 7) {
      return new TableState(hand, Point.OFF, pointsMade, 0);
    }
    long counted = count(total) == MAX_COUNT ? totals : totals + (1L << (4 * total));
    if (!point.isOn()) {
      return new TableState(hand, Point.ofTotal(total), pointsMade, counted);
    }
    return total == point.number()
        ? new TableState(hand, Point.OFF, pointsMade | (1 << total), counted)
        : new TableState(hand, point, pointsMade, counted);
  }
}

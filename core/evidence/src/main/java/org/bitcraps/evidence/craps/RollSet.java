package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of rolls, as data: what a bet wins or loses on.
 *
 * <p>Closed under swapping the dice: a set names totals ("7,11") or pairs of faces in either order
 * ("1-3").
 *
 * @param mask bit {@link Roll#index()} is set for every member; 36 bits
 */
public record RollSet(long mask) {

  /** No roll. */
  public static final RollSet NONE = new RollSet(0);

  private static final long EVERY = (1L << Roll.COUNT) - 1;

  /**
   * Checks the bits.
   *
   * @throws IllegalArgumentException if a bit above 35 is set, or a roll is in but its mirror is
   *     not
   */
  public RollSet {
    if ((mask & ~EVERY) != 0) {
      throw new IllegalArgumentException("there are only 36 rolls");
    }
    for (Roll roll : Roll.all()) {
      Roll mirror = new Roll(roll.die2(), roll.die1());
      if (((mask >>> roll.index()) & 1) != ((mask >>> mirror.index()) & 1)) {
        throw new IllegalArgumentException("the dice are not told apart: " + roll);
      }
    }
  }

  /** Every roll whose total is one of these. */
  public static RollSet totals(int... totals) {
    long mask = 0;
    for (int total : totals) {
      if (total < 2 || total > 12) {
        throw new IllegalArgumentException("a total is 2 to 12, not " + total);
      }
      for (Roll roll : Roll.all()) {
        if (roll.total() == total) {
          mask |= 1L << roll.index();
        }
      }
    }
    return new RollSet(mask);
  }

  /** The roll with these two faces, in either order. */
  public static RollSet faces(int one, int other) {
    return new RollSet((1L << new Roll(one, other).index()) | (1L << new Roll(other, one).index()));
  }

  /** Every roll of that total that is not a pair. */
  public static RollSet easy(int total) {
    long mask = 0;
    for (Roll roll : Roll.all()) {
      if (roll.total() == total && !roll.isHard()) {
        mask |= 1L << roll.index();
      }
    }
    return new RollSet(mask);
  }

  /** Whether the roll is in. */
  public boolean contains(Roll roll) {
    return ((mask >>> roll.index()) & 1) == 1;
  }

  /** What is in either. */
  public RollSet or(RollSet other) {
    return new RollSet(mask | other.mask);
  }

  /** Whether some roll is in both. */
  public boolean meets(RollSet other) {
    return (mask & other.mask) != 0;
  }

  /** How many of the 36 ordered pairs are in. */
  public int size() {
    return Long.bitCount(mask);
  }

  /** One text per set: whole totals first, ascending, then single pairs with the low face first. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    long rest = mask;
    for (int total = 2; total <= 12; total++) {
      long whole = totals(total).mask;
      if ((mask & whole) == whole) {
        names.add(Integer.toString(total));
        rest &= ~whole;
      }
    }
    for (Roll roll : Roll.all()) {
      if (roll.die1() <= roll.die2() && ((rest >>> roll.index()) & 1) == 1) {
        names.add(roll.toString());
      }
    }
    return names.isEmpty() ? "none" : String.join(",", names);
  }
}

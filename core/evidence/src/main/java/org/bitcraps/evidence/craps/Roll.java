package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.List;

/**
 * One throw of two distinguishable dice, each 1…6: 36 ordered pairs, all equally likely.
 *
 * <p>Order is kept because the beacon fixes it (die 1, then die 2); no rule of the game depends on
 * it.
 *
 * @param die1 1…6
 * @param die2 1…6
 */
public record Roll(int die1, int die2) {

  /** How many ordered pairs there are. */
  public static final int COUNT = 36;

  private static final List<Roll> ALL = enumerate();

  /**
   * Checks the faces.
   *
   * @throws IllegalArgumentException if a face is not 1…6
   */
  public Roll {
    if (die1 < 1 || die1 > 6 || die2 < 1 || die2 > 6) {
      throw new IllegalArgumentException("a die shows 1 to 6, not " + die1 + " and " + die2);
    }
  }

  /** All 36 ordered pairs, in the order of {@link #index()}. */
  public static List<Roll> all() {
    return ALL;
  }

  /** The pair with that index, 0…35. */
  public static Roll fromIndex(int index) {
    return ALL.get(index);
  }

  /** 6 · (die1 − 1) + die2 − 1: 0…35. */
  public int index() {
    return 6 * (die1 - 1) + die2 - 1;
  }

  /** The sum, 2…12. */
  public int total() {
    return die1 + die2;
  }

  /** Whether both dice show the same face (a total made "the hard way"). */
  public boolean isHard() {
    return die1 == die2;
  }

  /** The faces with a hyphen, {@code 3-4}. */
  @Override
  public String toString() {
    return die1 + "-" + die2;
  }

  private static List<Roll> enumerate() {
    List<Roll> rolls = new ArrayList<>(COUNT);
    for (int first = 1; first <= 6; first++) {
      for (int second = 1; second <= 6; second++) {
        rolls.add(new Roll(first, second));
      }
    }
    return List.copyOf(rolls);
  }
}

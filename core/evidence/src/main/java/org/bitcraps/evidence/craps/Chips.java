package org.bitcraps.evidence.craps;

/**
 * Play money: {@code long} base units, exact and checked.
 *
 * <p>Every stake is a positive multiple of {@link #UNIT} (the least common multiple of all payout
 * denominators), so that every payout is a whole number and there is no rounding to argue about. No
 * amount exceeds {@link #MAX_SUPPLY} (DESIGN B2), so the largest pay, 999 to one, of the largest
 * amount still fits a {@code long}: 2^52 · 999 &lt; 2^63.
 */
public final class Chips {

  /** One chip on the page, and what every stake is a multiple of. */
  public static final long UNIT = 1320;

  /** The most base units that can exist: 2^52. */
  public static final long MAX_SUPPLY = 1L << 52;

  /** The largest multiple of {@link #UNIT} that can exist. */
  public static final long MAX_STAKE = MAX_SUPPLY / UNIT * UNIT;

  private Chips() {}

  /** Whether the amount can be staked at all: a multiple of 1320 from 1320 to the supply. */
  public static boolean isStake(long amount) {
    return amount >= UNIT && amount <= MAX_STAKE && amount % UNIT == 0;
  }

  /** The nearest stake not above the amount; 1320 if there is none. */
  public static long stakeBelow(long amount) {
    return Math.clamp(Math.floorDiv(amount, UNIT), 1L, MAX_STAKE / UNIT) * UNIT;
  }

  /** The nearest stake above {@link #stakeBelow}; the largest stake if there is none. */
  public static long stakeAbove(long amount) {
    return Math.min(stakeBelow(amount) + UNIT, MAX_STAKE);
  }

  /**
   * So many chips, in base units.
   *
   * @throws ArithmeticException if it does not fit
   */
  public static long chips(long count) {
    return Math.multiplyExact(count, UNIT);
  }

  /**
   * The sum of two amounts.
   *
   * @throws ArithmeticException if it does not fit
   */
  public static long add(long one, long other) {
    return Math.addExact(one, other);
  }

  /**
   * The difference of two amounts.
   *
   * @throws ArithmeticException if it does not fit
   */
  public static long subtract(long from, long amount) {
    return Math.subtractExact(from, amount);
  }
}

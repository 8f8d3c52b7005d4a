package org.bitcraps.evidence.craps;

import java.math.BigInteger;

/**
 * An exact share or payout, in lowest terms; payouts are always <em>to one</em>, never "for one".
 *
 * @param numerator 0 or more
 * @param denominator 1 or more, sharing no factor with the numerator
 */
public record Ratio(long numerator, long denominator) {

  /** Nothing. */
  public static final Ratio ZERO = new Ratio(0, 1);

  /** Even money. */
  public static final Ratio ONE = new Ratio(1, 1);

  /**
   * Checks the range and the lowest terms.
   *
   * @throws IllegalArgumentException if a part is out of range or a common factor is left
   */
  public Ratio {
    if (numerator < 0 || denominator < 1) {
      throw new IllegalArgumentException("not a ratio: " + numerator + "/" + denominator);
    }
    if (gcd(numerator, denominator) != 1) {
      throw new IllegalArgumentException("not in lowest terms: " + numerator + "/" + denominator);
    }
  }

  /** The ratio of two numbers, reduced. */
  public static Ratio of(long numerator, long denominator) {
    if (numerator < 0 || denominator < 1) {
      throw new IllegalArgumentException("not a ratio: " + numerator + "/" + denominator);
    }
    long common = gcd(numerator, denominator);
    return new Ratio(numerator / common, denominator / common);
  }

  /** A whole number. */
  public static Ratio of(long whole) {
    return of(whole, 1);
  }

  /** The sum. */
  public Ratio plus(Ratio other) {
    return of(
        Math.addExact(
            Math.multiplyExact(numerator, other.denominator),
            Math.multiplyExact(other.numerator, denominator)),
        Math.multiplyExact(denominator, other.denominator));
  }

  /**
   * The difference.
   *
   * @throws IllegalArgumentException if it would be negative
   */
  public Ratio minus(Ratio other) {
    return of(
        Math.subtractExact(
            Math.multiplyExact(numerator, other.denominator),
            Math.multiplyExact(other.numerator, denominator)),
        Math.multiplyExact(denominator, other.denominator));
  }

  /** The product. */
  public Ratio times(Ratio other) {
    return of(
        Math.multiplyExact(numerator, other.numerator),
        Math.multiplyExact(denominator, other.denominator));
  }

  /**
   * This share of a non-negative amount, exactly: divides first, so it overflows only when the
   * result would.
   *
   * @throws ArithmeticException if the amount is negative, the result is not a whole number or does
   *     not fit
   */
  public long ofAmount(long amount) {
    if (amount < 0 || amount % denominator != 0) {
      throw new ArithmeticException(this + " of " + amount + " is not a whole amount");
    }
    return Math.multiplyExact(amount / denominator, numerator);
  }

  /** Whether it is nothing. */
  public boolean isZero() {
    return numerator == 0;
  }

  /** Whether this is more than the other. */
  public boolean exceeds(Ratio other) {
    return Math.multiplyExact(numerator, other.denominator)
        > Math.multiplyExact(other.numerator, denominator);
  }

  /** The same number for the exact arithmetic of the house edges. */
  public Fraction toFraction() {
    return Fraction.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** {@code 9/5}, or {@code 2} for a whole number. */
  @Override
  public String toString() {
    return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}

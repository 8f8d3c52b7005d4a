package org.bitcraps.evidence.craps;

import java.math.BigInteger;

/**
 * An exact rational number of any size, in lowest terms, for house edges.
 *
 * @param numerator carries the sign
 * @param denominator 1 or more, sharing no factor with the numerator
 */
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {

  /** 0. */
  public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  /** 1. */
  public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  /**
   * Checks the sign and the lowest terms.
   *
   * @throws IllegalArgumentException if the denominator is not positive or a common factor is left
   */
  public Fraction {
    if (denominator.signum() <= 0 || !numerator.gcd(denominator).equals(BigInteger.ONE)) {
      throw new IllegalArgumentException("not in lowest terms: " + numerator + "/" + denominator);
    }
  }

  /**
   * The quotient of two integers, reduced.
   *
   * @throws ArithmeticException if the denominator is zero
   */
  public static Fraction of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    BigInteger common = numerator.gcd(denominator);
    BigInteger signed = denominator.signum() < 0 ? common.negate() : common;
    return new Fraction(numerator.divide(signed), denominator.divide(signed));
  }

  /** The quotient of two numbers, reduced. */
  public static Fraction of(long numerator, long denominator) {
    return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** A whole number. */
  public static Fraction of(long whole) {
    return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  /**
   * Reads what {@link #toString()} writes, reduced or not.
   *
   * @throws NumberFormatException if it is not {@code n} or {@code n/d}
   */
  public static Fraction parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? of(new BigInteger(text), BigInteger.ONE)
        : of(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
  }

  /** The sum. */
  public Fraction plus(Fraction other) {
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The difference. */
  public Fraction minus(Fraction other) {
    return plus(other.negate());
  }

  /** The product. */
  public Fraction times(Fraction other) {
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the other is zero
   */
  public Fraction dividedBy(Fraction other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** The same distance on the other side of zero. */
  public Fraction negate() {
    return new Fraction(numerator.negate(), denominator);
  }

  /** −1, 0 or 1. */
  public int signum() {
    return numerator.signum();
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** {@code 7/495}; a whole number without its denominator, so zero is {@code 0}. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}

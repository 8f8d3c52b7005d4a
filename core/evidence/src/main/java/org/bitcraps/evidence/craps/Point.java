package org.bitcraps.evidence.craps;

import java.util.List;
import java.util.Optional;

/** The puck: OFF, or ON a point number. Also the number a Come bet has travelled to. */
public enum Point {
  OFF(0),
  FOUR(4),
  FIVE(5),
  SIX(6),
  EIGHT(8),
  NINE(9),
  TEN(10);

  /** The six point numbers, ascending. */
  public static final List<Point> NUMBERS = List.of(FOUR, FIVE, SIX, EIGHT, NINE, TEN);

  private final int number;

  Point(int number) {
    this.number = number;
  }

  /** 4, 5, 6, 8, 9 or 10; 0 when OFF. Also the wire code, never renumbered. */
  public int number() {
    return number;
  }

  /** Whether there is a point. */
  public boolean isOn() {
    return this != OFF;
  }

  /** The point with that number (0 is OFF), or nothing. */
  public static Optional<Point> fromNumber(int number) {
    for (Point point : values()) {
      if (point.number == number) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  /**
   * The point that a come-out total sets: OFF for 2, 3, 7, 11, 12.
   *
   * @param total 2…12
   */
  public static Point ofTotal(int total) {
    return fromNumber(total).orElse(OFF);
  }
}

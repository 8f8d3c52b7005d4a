package org.bitcraps.evidence.craps;

/**
 * How large odds may be, as a multiple of the base bet: of the stake when taking odds, of the
 * <em>win</em> when laying them. With 3-4-5× both come to a win of six times the base.
 *
 * @param onFourTen behind 4 and 10
 * @param onFiveNine behind 5 and 9
 * @param onSixEight behind 6 and 8
 */
public record OddsMultiples(int onFourTen, int onFiveNine, int onSixEight) {

  /** The house's. */
  public static final OddsMultiples THREE_FOUR_FIVE = new OddsMultiples(3, 4, 5);

  /**
   * Checks the range 1…100.
   *
   * @throws IllegalArgumentException otherwise
   */
  public OddsMultiples {
    for (int multiple : new int[] {onFourTen, onFiveNine, onSixEight}) {
      if (multiple < 1 || multiple > 100) {
        throw new IllegalArgumentException("an odds multiple is 1 to 100, not " + multiple);
      }
    }
  }

  /**
   * The multiple behind a number.
   *
   * @param number 4, 5, 6, 8, 9 or 10
   */
  public int on(int number) {
    return switch (number) {
      case 4, 10 -> onFourTen;
      case 5, 9 -> onFiveNine;
      case 6, 8 -> onSixEight;
      default -> throw new IllegalArgumentException("no point number: " + number);
    };
  }

  @Override
  public String toString() {
    return onFourTen + "-" + onFiveNine + "-" + onSixEight;
  }
}

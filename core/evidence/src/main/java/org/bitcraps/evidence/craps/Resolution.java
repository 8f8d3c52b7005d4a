package org.bitcraps.evidence.craps;

import java.util.Optional;

/**
 * What one roll did to one bet. For every roll, {@code stake = returned + lost + remaining stake};
 * the player receives {@code returned + profit}, the house receives {@code lost} and pays {@code
 * profit}. All amounts are base units, 0 or more.
 *
 * <p>A bet is decided once: whatever wins is paid with its stake and comes down.
 */
public sealed interface Resolution {

  /** The stake, or its part, that goes back to the player. */
  default long returned() {
    return 0;
  }

  /** What the house pays on top. */
  default long profit() {
    return 0;
  }

  /** What the house keeps. */
  default long lost() {
    return 0;
  }

  /** The bet that is still on the table, if it is. */
  default Optional<Bet> remaining() {
    return Optional.empty();
  }

  /** Nothing happened, or it was off. */
  record Stays(Bet bet) implements Resolution {
    @Override
    public Optional<Bet> remaining() {
      return Optional.of(bet);
    }
  }

  /** A Come or Don't Come bet travelled to its number. */
  record Moves(Bet bet) implements Resolution {
    @Override
    public Optional<Bet> remaining() {
      return Optional.of(bet);
    }
  }

  /** Won: the stake and the profit, after any commission. */
  record Wins(long returned, long profit) implements Resolution {}

  /** Lost the whole stake. */
  record Loses(long lost) implements Resolution {}

  /** Decided without a winner: the stake back. */
  record Pushes(long returned) implements Resolution {}

  /** Come odds that were off when their base bet was decided: the stake back. */
  record Returns(long returned) implements Resolution {}
}

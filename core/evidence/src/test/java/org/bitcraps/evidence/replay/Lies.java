package org.bitcraps.evidence.replay;

import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.RollRecorded;

/** Effects that are well formed and not so. */
final class Lies {

  private Lies() {}

  /** One die shows another number; the table goes on from it. */
  static RollRecorded otherDice(RollRecorded roll) {
    Roll other = new Roll(roll.roll().die1() % 6 + 1, roll.roll().die2());
    return new RollRecorded(
        roll.table(),
        roll.round(),
        roll.committers(),
        roll.reveals(),
        roll.beacon(),
        other,
        roll.before(),
        roll.before().after(other));
  }

  /** Somebody gets more, in base units. */
  static BetSettled paid(BetSettled settled, long moreReturned, long moreProfit) {
    return new BetSettled(
        settled.order(),
        settled.account(),
        settled.table(),
        settled.round(),
        settled.placedIn(),
        settled.before(),
        settled.result(),
        settled.returned() + moreReturned,
        settled.profit() + moreProfit,
        settled.after(),
        settled.balance());
  }
}

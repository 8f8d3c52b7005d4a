package org.bitcraps.evidence.replay;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.craps.Settlement;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Dice and payouts of a block from its effects alone: they must hold whatever executed them, so an
 * error that the ledger of every validator shares with ours would show here.
 */
final class EffectsCheck {

  private final ChainId chain;
  private final RulesTable rules = RulesTable.standard();

  EffectsCheck(ChainId chain) {
    this.chain = chain;
  }

  /** What is wrong; empty if nothing. */
  Optional<ReplayFault> fault(SequenceNumber block, List<ResultLeaf> leaves) {
    TreeMap<TableId, RollRecorded> rolls = new TreeMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      String field = "effects[" + i + "]";
      if (leaves.get(i) instanceof RollRecorded roll) {
        rolls.put(roll.table(), roll);
        if (!roll.isConsistent(chain)) {
          return ReplayFault.of(
              ReplayReason.DICE_MISMATCH,
              block,
              field,
              "%s of round %d do not follow from commitments and reveals"
                  .formatted(roll.roll(), roll.round()));
        }
      } else if (leaves.get(i) instanceof BetSettled settled
          && !isPaidByTheRules(settled, rolls.get(settled.table()))) {
        return ReplayFault.of(
            ReplayReason.SETTLEMENT_MISMATCH,
            block,
            field,
            "%s of bet %s is not what the rules give".formatted(settled.result(), settled.order()));
      }
    }
    return Optional.empty();
  }

  /**
   * @param roll the dice before it in the block; null if there are none
   */
  private boolean isPaidByTheRules(BetSettled settled, RollRecorded roll) {
    if (roll == null || roll.round() != settled.round()) {
      return false;
    }
    Resolution owed = Settlement.of(rules, roll.before(), roll.roll()).settle(settled.before());
    return BetSettled.Result.of(owed).equals(Optional.of(settled.result()))
        && settled.returned() == owed.returned()
        && settled.profit() == owed.profit()
        && settled.after().equals(owed.remaining());
  }
}

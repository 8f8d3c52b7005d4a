package org.bitcraps.evidence.replay;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;

/** Counts along the way. Mutable; one owner. */
final class Tally {

  private long blocks;
  private long signatures;
  private long opened;
  private long rolls;
  private final long[] sums = new long[11];
  private long bets;
  private long refused;
  private long orders;
  private long settled;
  private long staked;
  private long profit;
  private long returned;
  private long lost;
  private long fromMs;

  void signatures(int count) {
    signatures += count;
  }

  void add(ExecutedBlock block) {
    if (blocks == 0) {
      fromMs = block.effectiveTimeMs();
    }
    blocks++;
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        add(receipt);
      } else if (leaf instanceof RoundOpened) {
        opened++;
      } else if (leaf instanceof RollRecorded roll) {
        rolls++;
        sums[roll.roll().die1() + roll.roll().die2() - 2]++;
      } else if (leaf instanceof BetSettled one) {
        settled++;
        profit += one.profit();
        returned += one.returned();
        lost += one.result() == BetSettled.Result.LOST ? one.before().stake() : 0;
      }
    }
  }

  private void add(Receipt receipt) {
    if (!receipt.isDone()) {
      refused++;
    } else if (receipt.kind() == OrderKind.BET) {
      bets++;
      staked += receipt.amount();
    } else {
      orders++;
    }
  }

  ReplayCount count(ExecutedBlock last) {
    List<Long> dice = new ArrayList<>();
    for (long sum : sums) {
      dice.add(sum);
    }
    return new ReplayCount(
        blocks,
        signatures,
        opened,
        rolls,
        dice,
        bets,
        refused,
        orders,
        settled,
        staked,
        profit,
        returned,
        lost,
        last.ledger().accounts().size(),
        fromMs,
        blocks == 0 ? 0 : last.effectiveTimeMs());
  }
}

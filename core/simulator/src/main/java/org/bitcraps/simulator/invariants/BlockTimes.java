package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.simulator.Validator;

/**
 * P6: time never goes back from block to block, and no block becomes certain whose time no honest
 * clock had ever come near.
 */
public final class BlockTimes implements Invariant {

  private final long skewMaxMs;
  private final Map<SequenceNumber, Long> times = new TreeMap<>();
  private long latestMs;

  /**
   * @param startMs time of genesis
   * @param skewMaxMs how far a block may be ahead of a clock
   */
  public BlockTimes(long startMs, long skewMaxMs) {
    this.skewMaxMs = skewMaxMs;
    times.put(SequenceNumber.ZERO, startMs);
  }

  @Override
  public void stepped(Validator validator, Output output) {
    latestMs = Math.max(latestMs, validator.clockMs());
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    Block block = committed.notice().certified().block();
    require(
        block.timeMs() <= Math.max(latestMs, validator.clockMs()) + skewMaxMs,
        () -> "block " + block.sequence() + " is of a time to come: " + block.timeMs());
    times.put(block.sequence(), block.timeMs());
    Long before = times.get(new SequenceNumber(block.sequence().value() - 1));
    require(
        before == null || before <= block.timeMs(),
        () -> "block " + block.sequence() + " goes back in time, to " + block.timeMs());
  }
}

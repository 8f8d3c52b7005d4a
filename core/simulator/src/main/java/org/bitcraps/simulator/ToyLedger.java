package org.bitcraps.simulator;

import java.util.List;
import java.util.OptionalLong;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;

/**
 * The smallest state machine that notices everything consensus can get wrong: a hash chain over the
 * blocks and their bodies. It refuses a block that does not follow, as the real ledger does.
 *
 * @param startMs time of genesis
 * @param phaseMs an empty block is due so long after the last phase began; 0: never
 */
record ToyLedger(long startMs, long phaseMs) implements Execution {

  /** The end of the hash chain. */
  record State(Digest block, Digest resultRoot, long timeMs, long nextPhaseMs) implements Executed {

    @Override
    public OptionalLong nextDueMs() {
      return nextPhaseMs == 0 ? OptionalLong.empty() : OptionalLong.of(nextPhaseMs);
    }
  }

  @Override
  public Executed genesis() {
    return new State(Digest.ZERO, Digest.ZERO, startMs, phaseMs == 0 ? 0 : startMs + phaseMs);
  }

  @Override
  public Executed execute(Executed parent, Block block, List<Body> bodies) {
    State before = (State) parent;
    if (!block.parent().equals(before.block())
        || !block.bodies().equals(bodies.stream().map(Body::digest).toList())) {
      throw new IllegalArgumentException("block " + block.sequence() + " does not follow");
    }
    long timeMs = Math.max(before.timeMs(), block.timeMs());
    long due = before.nextPhaseMs();
    Digest root =
        Digest.of(
            DomainTag.RESULT_LEAF,
            new Encoder(128).digest(before.resultRoot()).digest(block.digest()).toBytes());
    return new State(
        block.digest(), root, timeMs, due != 0 && due <= timeMs ? timeMs + phaseMs : due);
  }
}

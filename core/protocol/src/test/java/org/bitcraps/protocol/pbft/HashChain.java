package org.bitcraps.protocol.pbft;

import java.util.List;
import java.util.OptionalLong;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;

/** The state machine of tests: the root is a hash over all blocks up to this one. */
final class HashChain implements Execution {

  /** After some block. */
  record State(Digest block, Digest resultRoot) implements Executed {

    @Override
    public OptionalLong nextDueMs() {
      return OptionalLong.empty();
    }
  }

  @Override
  public Executed genesis() {
    return new State(Digest.ZERO, Digest.ZERO);
  }

  @Override
  public State execute(Executed parent, Block block, List<Body> bodies) {
    State before = (State) parent;
    if (!block.parent().equals(before.block())
        || !block.bodies().equals(bodies.stream().map(Body::digest).toList())) {
      throw new IllegalArgumentException("block " + block.sequence() + " does not follow");
    }
    return new State(block.digest(), rootAfter(before.resultRoot(), block));
  }

  static Digest rootAfter(Digest root, Block block) {
    return Digest.of(DomainTag.RESULT_LEAF, root.toBytes(), block.digest().toBytes());
  }
}

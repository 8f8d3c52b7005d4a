package org.bitcraps.protocol.consensus;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * The deterministic state machine under a protocol. States are immutable values: a speculative one
 * is dropped by forgetting it (DESIGN C5, C6).
 */
public interface Execution {

  /** The state that genesis describes. */
  Executed genesis();

  /**
   * The state after {@code block} on top of {@code parent}.
   *
   * @param bodies exactly the bodies that the block names, in its order
   */
  Executed execute(Executed parent, Block block, List<Body> bodies);

  /**
   * Whether a body would change nothing if it were ordered now: each of its operations was executed
   * before, or uses nothing up. Who went on from a fetched state asks, for it does not remember
   * what was ordered in the blocks that it never saw.
   */
  boolean isSpent(Executed state, Body body);

  /**
   * Begins the snapshot of a state.
   *
   * @param before the snapshot of an earlier state of this chain, if there is one: what did not
   *     change since is not done again
   */
  Snapshot.Making snapshot(Executed state, Optional<Snapshot> before);

  /** The root of the state that has these chunks, in this order: what its checkpoint signs. */
  Digest stateRoot(List<Digest> chunks);

  /** What a chunk of a state is known by. */
  Digest chunkDigest(byte[] chunk);

  /**
   * The state that the chunks of a checkpoint hold.
   *
   * @param block the checkpoint's block
   * @param resultRoot what its certificate signs
   * @throws MalformedException if they are not exactly the chunks of one state of this chain
   */
  Snapshot.Restored restore(Block block, Digest resultRoot, List<byte[]> chunks);
}

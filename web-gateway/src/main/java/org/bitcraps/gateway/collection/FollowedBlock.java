package org.bitcraps.gateway.collection;

import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.ExecutedBlock;

/**
 * A block that this gateway has checked and executed: a quorum signed exactly this result.
 *
 * @param notice the certified block with all its bodies
 * @param executed what our own execution gave; its root is the certified one
 */
public record FollowedBlock(BlockNotice notice, ExecutedBlock executed) {

  /** Its place in the order. */
  public long sequence() {
    return executed.sequence().value();
  }
}

package org.bitcraps.protocol.port;

import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;

/**
 * Certified blocks with all their bodies, by sequence. Derived from the journal: losing it loses
 * nothing, so it needs no force.
 */
public interface BlockStore extends History {

  /** Adds the next block; a block that is there already is left as it is. */
  void put(BlockNotice block);
}

package org.bitcraps.protocol.port;

import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;

/**
 * Certified blocks with all their bodies, by sequence. Derived from the journal: losing it loses
 * nothing that the journal still holds, so it is forced only before the journal forgets blocks.
 */
public interface BlockStore extends History {

  /** Adds the next block; a block that is there already is left as it is. */
  void put(BlockNotice block);

  /**
   * Adds a block before which others are missing, for the state after it was fetched and not
   * executed (C7): they never come, and {@link #block} has none of them. A block at or below the
   * last one is left as it is.
   */
  void resume(BlockNotice block);

  /**
   * Makes everything that is here durable: what a journal is about to forget must not be lost.
   *
   * @throws JournalException if the disk refuses: the owner must stop
   */
  void force();
}

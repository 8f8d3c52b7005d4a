package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.exchange.BlockNotice;

/**
 * A block that can never be undone: certificate, all bodies, and what its execution gave.
 *
 * @param restored whether the state was not executed but fetched from others: blocks before this
 *     one may be missing here for ever, and what the block itself effected is not known (C7)
 */
public record CommittedBlock(BlockNotice notice, Executed executed, boolean restored) {

  /** A block that was executed on the one before. */
  public CommittedBlock(BlockNotice notice, Executed executed) {
    this(notice, executed, false);
  }
}

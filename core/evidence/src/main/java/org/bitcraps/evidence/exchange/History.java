package org.bitcraps.evidence.exchange;

import java.util.Optional;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Port to the past: certified blocks with all their bodies, as far as they are kept. Blocks may be
 * missing at the beginning and in between: a validator that was far behind fetches the state of a
 * checkpoint instead of the blocks up to it.
 */
public interface History {

  /** The block with all its bodies; empty if it is not there (any more, or yet). */
  Optional<BlockNotice> block(SequenceNumber sequence);

  /** Whether the block is there; costs less than to read it, where that is much. */
  default boolean has(SequenceNumber sequence) {
    return block(sequence).isPresent();
  }

  /** The highest block there is; 0 if none. */
  SequenceNumber last();
}

package org.bitcraps.protocol.consensus;

import java.util.OptionalLong;
import org.bitcraps.evidence.keys.Digest;

/** What execution of a block gave, as far as consensus needs to know. */
public interface Executed {

  /** What a commit vote signs beside the block. */
  Digest resultRoot();

  /**
   * The earliest time at which an empty block would change something, milliseconds since 1970;
   * empty if only an operation can.
   */
  OptionalLong nextDueMs();
}

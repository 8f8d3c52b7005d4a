package org.bitcraps.protocol.consensus;

import java.util.List;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * A journal that may begin at a stable checkpoint (P3: checkpoints prune): which of its records
 * still bind, and what stands for the others. A pure function, which any thread may call at any
 * later time: it signs nothing, and what the replica does meanwhile changes nothing in it.
 *
 * <p>Recovery from the shorter journal and whatever was appended since leads to the same replica as
 * recovery from the whole one. Nobody has to use it: a later one does as well.
 */
public interface Shortening {

  /** Where the shorter journal begins: the archive must hold the blocks up to here, durably. */
  SequenceNumber checkpoint();

  /** How long the shorter journal is at least, bytes: the state at the checkpoint. */
  long bytesMin();

  /**
   * The records of the shorter journal.
   *
   * @param records all of the journal, up to and with those of the output that brought this
   */
  List<byte[]> of(List<byte[]> records);
}

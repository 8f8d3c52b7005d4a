package org.bitcraps.protocol.consensus;

import java.util.List;

/** One deterministic replica of some protocol. A single owner calls it; it never blocks. */
public interface ConsensusProtocol {

  /**
   * Rebuilds the state from the journal, entries in the order in which they were written. Called
   * once, before any step; the first step commits again what the block store lacks.
   *
   * @throws IllegalStateException if the entries contradict each other or belong to another chain:
   *     the host must not start this replica
   */
  void recover(List<byte[]> entries);

  /** Takes one input, and says what the host must do. */
  Output step(Input input);
}

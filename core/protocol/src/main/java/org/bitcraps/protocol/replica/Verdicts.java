package org.bitcraps.protocol.replica;

import org.bitcraps.evidence.keys.Digest;

/**
 * Port to a host's memory of what this validator's own verifier has called valid (DESIGN X2), by
 * {@link VerdictId}.
 *
 * <p>Only valid ones are remembered: they cost an honest signature each, so no stranger can fill
 * the memory, and forgetting one costs a check and no more. Asked and told by several threads at
 * once. It may forget at any time, never knows what it was not told, and never waits.
 */
public interface Verdicts {

  /** Remembers nothing. */
  Verdicts NONE =
      new Verdicts() {
        @Override
        public boolean contains(Digest id) {
          return false;
        }

        @Override
        public void add(Digest id, int signatures) {}
      };

  /** Whether this verdict is remembered. */
  boolean contains(Digest id);

  /**
   * The verifier of this validator called it valid.
   *
   * @param signatures that were checked for it: what remembering it can save
   */
  void add(Digest id, int signatures);
}

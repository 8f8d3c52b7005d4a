package org.bitcraps.evidence.execution;

import java.util.Optional;

/** Takes entries of the state in ascending order of their keys. */
@FunctionalInterface
public interface StateSink {

  /**
   * One entry.
   *
   * @param key kind, then fields of fixed width
   * @param value canonical value; empty if the entry was removed
   */
  void entry(byte[] key, Optional<byte[]> value);
}

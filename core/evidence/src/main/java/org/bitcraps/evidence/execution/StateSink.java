package org.bitcraps.evidence.execution;

import java.util.Optional;
import org.bitcraps.evidence.wire.Encoder;

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

  /** The same of an entry that is there, from where it is written: read at once, kept by nobody. */
  default void written(Encoder key, Encoder value) {
    entry(key.toBytes(), Optional.of(value.toBytes()));
  }
}

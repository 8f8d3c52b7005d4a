package org.bitcraps.protocol.consensus;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;

/**
 * A whole state as chunks that are known by their digests: what a checkpoint covers and state
 * transfer carries (DESIGN C7). Immutable.
 */
public interface Snapshot {

  /** What the checkpoint signs. */
  Digest root();

  /** The digests of all chunks, in order. */
  List<Digest> chunks();

  /** The content of a chunk; empty if the state has no such chunk. */
  Optional<byte[]> chunk(Digest digest);

  /** The contents of all chunks, in order. */
  List<byte[]> contents();

  /** Bytes of all of them, known without making them. */
  long bytes();

  /** A snapshot being made, some bytes at a time, so that no step has to wait for all of it. */
  interface Making {

    /**
     * Works until about so many bytes are done.
     *
     * @return whether it is ready
     */
    boolean advance(long bytesMax);

    /**
     * What was made.
     *
     * @throws IllegalStateException if it is not ready
     */
    Snapshot snapshot();
  }

  /** A state that was read back from its chunks, with its snapshot. */
  record Restored(Executed state, Snapshot snapshot) {}
}

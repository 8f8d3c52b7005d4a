package org.bitcraps.persistence.journal;

import java.io.IOException;

/**
 * One open file, as narrow as the logs need it: tests put a full or failing disk behind it. One
 * thread at a time.
 */
interface DiskFile extends AutoCloseable {

  /** Length in bytes. */
  long size() throws IOException;

  /**
   * Reads until {@code length} bytes are there or the file ends.
   *
   * @return how many were read, 0 … length
   */
  int read(long at, byte[] into, int from, int length) throws IOException;

  /** Writes all of it, or throws with any part of it written. */
  void write(long at, byte[] bytes, int from, int length) throws IOException;

  /** Everything written so far, and the length, survive a loss of power after this. */
  void force() throws IOException;

  /** Cuts the file to {@code size} bytes. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}

package org.bitcraps.persistence.journal;

import java.io.IOException;

/** A bounded view that moves forward over a file, so that small frames cost no system call each. */
final class Window {

  private static final int BYTES = 1 << 20;

  private final DiskFile file;
  private final byte[] bytes = new byte[BYTES];
  private long start;
  private int length;

  Window(DiskFile file) {
    this.file = file;
  }

  /** The bytes on view. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Moves so that offset {@code at} and the {@code count} bytes from it are on view.
   *
   * @param count at most 1 MiB
   * @return the index of {@code at} in {@link #bytes}; −1 if the file ends before
   */
  int at(long at, int count) throws IOException {
    if (at < start || at + count > start + length) {
      start = at;
      length = file.read(at, bytes, 0, BYTES);
    }
    return count <= length - (at - start) ? (int) (at - start) : -1;
  }

  /** Copies {@code count} bytes that the file is known to hold. */
  byte[] copy(long at, int count) throws IOException {
    byte[] copy = new byte[count];
    if (count <= BYTES) {
      int index = at(at, count);
      if (index < 0) {
        throw new IOException("the file became shorter while it was read, at offset " + at);
      }
      System.arraycopy(bytes, index, copy, 0, count);
    } else if (file.read(at, copy, 0, count) < count) {
      throw new IOException("the file became shorter while it was read, at offset " + at);
    }
    return copy;
  }
}

package org.bitcraps.persistence.journal;

import java.io.IOException;

/** A disk with so many bytes left, and so many forces until one fails. */
final class FaultyDisk implements DiskFile {

  private final DiskFile disk;
  private final long bytesMax;
  private int forcesLeft;

  FaultyDisk(DiskFile disk, long bytesMax, int forcesLeft) {
    this.disk = disk;
    this.bytesMax = bytesMax;
    this.forcesLeft = forcesLeft;
  }

  @Override
  public long size() throws IOException {
    return disk.size();
  }

  @Override
  public int read(long at, byte[] into, int from, int length) throws IOException {
    return disk.read(at, into, from, length);
  }

  /** Like a real one, it writes what fits before it refuses. */
  @Override
  public void write(long at, byte[] bytes, int from, int length) throws IOException {
    int fits = Math.clamp(bytesMax - at, 0, length);
    disk.write(at, bytes, from, fits);
    if (fits < length) {
      throw new IOException("No space left on device");
    }
  }

  /** Fails once; like Linux, it claims success the next time. */
  @Override
  public void force() throws IOException {
    if (forcesLeft-- == 0) {
      throw new IOException("Input/output error");
    }
    disk.force();
  }

  @Override
  public void truncate(long size) throws IOException {
    disk.truncate(size);
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}

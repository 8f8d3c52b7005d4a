package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of the operating system. Reads and writes go past {@link java.nio.channels.FileChannel},
 * which closes itself when the calling thread is interrupted: a container interrupts threads.
 */
final class OpenFile implements DiskFile {

  private final RandomAccessFile file;

  private OpenFile(RandomAccessFile file) {
    this.file = file;
  }

  /** Opens for reading and writing; creates it if it is not there. */
  static OpenFile writable(Path path) throws IOException {
    return new OpenFile(new RandomAccessFile(path.toFile(), "rw"));
  }

  /** Opens a file that is there for reading. */
  static OpenFile readable(Path path) throws IOException {
    return new OpenFile(new RandomAccessFile(path.toFile(), "r"));
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public int read(long at, byte[] into, int from, int length) throws IOException {
    file.seek(at);
    int done = 0;
    while (done < length) {
      int count = file.read(into, from + done, length - done);
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  @Override
  public void write(long at, byte[] bytes, int from, int length) throws IOException {
    file.seek(at);
    file.write(bytes, from, length);
  }

  /** Data and what is needed to read it back (fdatasync): times of access are no truth. */
  @Override
  public void force() throws IOException {
    // The one call that a pending interrupt would turn into a closed file.
    boolean interrupted = Thread.interrupted();
    try {
      file.getChannel().force(false);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    file.setLength(size);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The writing end of a log. It stands behind the last whole frame; whoever opened the file has
 * scanned it before.
 */
final class FrameLog {

  private static final int BUFFER_BYTES = 256 << 10;

  private final DiskFile file;
  private final Salt salt;
  private final long preallocationBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private int buffered;
  private long bufferAt;
  private long end;
  private long nextNumber;
  private long forcedTo;
  private long allocated;

  /**
   * @param preallocationBytes zeros are laid down ahead in steps of this, so that a force need not
   *     also write a new length; 0 for none
   */
  FrameLog(DiskFile file, Salt salt, FrameScan scanned, long preallocationBytes)
      throws IOException {
    this(file, salt, scanned.end(), scanned.nextNumber(), scanned.forcedTo(), preallocationBytes);
  }

  private FrameLog(
      DiskFile file, Salt salt, long end, long nextNumber, long forcedTo, long preallocationBytes)
      throws IOException {
    this.file = file;
    this.salt = salt;
    this.preallocationBytes = preallocationBytes;
    this.end = end;
    this.nextNumber = nextNumber;
    this.forcedTo = forcedTo;
    this.allocated = file.size();
  }

  /**
   * Lets nothing stand behind the last frame: one left over behind a torn frame would come back to
   * life once the gap is filled.
   */
  void cut() throws IOException {
    file.truncate(end);
    allocated = end;
  }

  /**
   * Makes what the scan read durable, before anyone relies on it: the process that wrote it may
   * have died before it forced it.
   */
  void settle() throws IOException {
    // Written again, not only forced: after a failed fsync the system may hold pages for clean that
    // never reached the disk.
    for (long at = forcedTo; at < end; ) {
      int count = file.read(at, buffer, 0, (int) Math.min(BUFFER_BYTES, end - at));
      if (count <= 0) {
        throw new IOException("the file became shorter while it was read, at offset " + at);
      }
      file.write(at, buffer, 0, count);
      at += count;
    }
    force();
  }

  /**
   * Writes records behind the last one. After an exception the end is where it was.
   *
   * @return the offset of the first
   * @throws IllegalArgumentException if one is longer than {@link Frame#RECORD_BYTES_MAX}; nothing
   *     was written
   */
  long append(List<byte[]> records) throws IOException {
    long bytes = 0;
    for (byte[] record : records) {
      if (record.length > Frame.RECORD_BYTES_MAX) {
        throw new IllegalArgumentException("a record of " + record.length + " bytes");
      }
      bytes += Frame.HEAD_BYTES + (long) record.length;
    }
    reserve(end + bytes);
    buffered = 0;
    bufferAt = end;
    long number = nextNumber;
    for (byte[] record : records) {
      put(Frame.of(record, number++, forcedTo, salt).toBytes(salt));
      put(record);
    }
    flush();
    long first = end;
    end += bytes;
    nextNumber = number;
    return first;
  }

  /** Makes everything appended durable. */
  void force() throws IOException {
    file.force();
    forcedTo = end;
  }

  /** Somebody else forced the file when it was so long. */
  void forced(long upTo) {
    forcedTo = Math.max(forcedTo, upTo);
  }

  /** The same log through another descriptor; everything in it is forced. */
  FrameLog movedTo(DiskFile other, long preallocation) throws IOException {
    return new FrameLog(other, salt, end, nextNumber, forcedTo, preallocation);
  }

  /** Where the next record will stand. */
  long end() {
    return end;
  }

  /** The number of the next record. */
  long nextNumber() {
    return nextNumber;
  }

  private void reserve(long needed) throws IOException {
    if (preallocationBytes == 0 || needed <= allocated) {
      return;
    }
    long wanted = Math.ceilDiv(needed, preallocationBytes) * preallocationBytes;
    Arrays.fill(buffer, (byte) 0);
    while (allocated < wanted) {
      int count = (int) Math.min(BUFFER_BYTES, wanted - allocated);
      file.write(allocated, buffer, 0, count);
      allocated += count;
    }
  }

  private void put(byte[] bytes) throws IOException {
    if (buffered + bytes.length > BUFFER_BYTES) {
      flush();
    }
    if (bytes.length > BUFFER_BYTES) {
      file.write(bufferAt, bytes, 0, bytes.length);
      bufferAt += bytes.length;
      return;
    }
    System.arraycopy(bytes, 0, buffer, buffered, bytes.length);
    buffered += bytes.length;
  }

  private void flush() throws IOException {
    if (buffered > 0) {
      file.write(bufferAt, buffer, 0, buffered);
      bufferAt += buffered;
      buffered = 0;
    }
  }
}

package org.bitcraps.persistence.journal;

import java.io.IOException;

/** Reads a log from its beginning, and judges how it ends. Changes nothing. */
final class FrameScan {

  /** Takes each record in order. */
  interface Visitor {
    /** A whole record: its offset in the file, its bytes. */
    void record(long at, byte[] record);
  }

  private final Window window;
  private final long size;
  private final Salt salt;
  private long at = FileHeader.BYTES;
  private long number = 1;
  private long forcedTo = FileHeader.BYTES;

  FrameScan(DiskFile file, Salt salt) throws IOException {
    this(file, salt, file.size());
  }

  /**
   * @param size where the log ends, or later; what stands behind is not looked at
   */
  FrameScan(DiskFile file, Salt salt, long size) {
    this.window = new Window(file);
    this.size = size;
    this.salt = salt;
  }

  /** The same of what stands from {@code at} on, where a frame with this number begins. */
  static FrameScan from(long at, long number, DiskFile file, Salt salt, long size) {
    FrameScan scan = new FrameScan(file, salt, size);
    scan.at = at;
    scan.number = number;
    return scan;
  }

  /** Reads on as far as there are whole frames. */
  Ending run(Visitor visitor) throws IOException {
    while (true) {
      int index = window.at(at, Frame.HEAD_BYTES);
      Frame head = index < 0 ? null : Frame.at(window.bytes(), index, salt);
      if (head == null) {
        return judge();
      }
      if (head.number() != number) {
        return damaged("record " + head.number() + " stands here, written whole");
      }
      if (head.length() < 0 || head.length() > Frame.RECORD_BYTES_MAX || head.forcedTo() > at) {
        return damaged("a head stands here that this program does not write");
      }
      if (head.end(at) > size) {
        return judge();
      }
      byte[] record = window.copy(at + Frame.HEAD_BYTES, head.length());
      if (!head.covers(record, salt)) {
        return judge();
      }
      visitor.record(at, record);
      at = head.end(at);
      number++;
      forcedTo = Math.max(forcedTo, head.forcedTo());
    }
  }

  /** Where the next frame belongs. */
  long end() {
    return at;
  }

  /** The number of the next record. */
  long nextNumber() {
    return number;
  }

  /** The file is known to have been durable up to here. */
  long forcedTo() {
    return forcedTo;
  }

  /**
   * No whole frame stands at {@link #at}. Pages reach a disk in any order, so whole frames behind a
   * hole prove nothing by themselves; one that was written when the hole was durable does.
   */
  private Ending judge() throws IOException {
    long lastByte = at - 1;
    for (long offset = at; offset < size; offset++) {
      int index = window.at(offset, Frame.HEAD_BYTES);
      if (index < 0) {
        lastByte = lastByteNotZero(offset, lastByte);
        break;
      }
      if (window.bytes()[index] != 0) {
        lastByte = offset;
      }
      Frame head = Frame.at(window.bytes(), index, salt);
      if (head != null && head.forcedTo() > at) {
        return damaged(
            "it was durable when record "
                + head.number()
                + " at offset "
                + offset
                + " was written");
      }
    }
    return lastByte < at ? new Ending.Whole() : new Ending.Torn(at, lastByte + 1 - at);
  }

  private long lastByteNotZero(long from, long known) throws IOException {
    long last = known;
    for (long offset = from; offset < size; offset++) {
      int index = window.at(offset, 1);
      if (index >= 0 && window.bytes()[index] != 0) {
        last = offset;
      }
    }
    return last;
  }

  private Ending damaged(String what) {
    return new Ending.Damaged(at, number, what);
  }
}

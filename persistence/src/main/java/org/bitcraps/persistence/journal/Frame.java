package org.bitcraps.persistence.journal;

import java.nio.ByteBuffer;

/**
 * The head of a frame: what stands before each record in a file. Big-endian, 28 bytes:
 *
 * <pre>
 *  0  u32  length    bytes of the record that follows, 0 … 128 MiB
 *  4  u64  number    of the record in this file: 1, 2, 3 …
 * 12  u64  forcedTo  offset up to which this file was durable when the record was written
 * 20  u32  bodyCrc   CRC-32C of the file's salt and the record
 * 24  u32  headCrc   CRC-32C of the file's salt and bytes 0 … 23
 * </pre>
 *
 * <p>The head has a checksum of its own, so that a length is known to be right before it is used,
 * and so that a search for heads costs the same at every offset. The salt keeps bytes that a
 * stranger put into a record from passing for a frame. {@code forcedTo} tells a torn tail from
 * damage: a bad place below the {@code forcedTo} of any later head had been durable once.
 */
record Frame(int length, long number, long forcedTo, int bodyCrc) {

  /** Bytes of a head. */
  static final int HEAD_BYTES = 28;

  /** The longest record: a block's largest bodies (64 MiB) fit with room for what names them. */
  static final int RECORD_BYTES_MAX = 128 << 20;

  /** The head of a record. */
  static Frame of(byte[] record, long number, long forcedTo, Salt salt) {
    return new Frame(record.length, number, forcedTo, salt.crc(record, 0, record.length));
  }

  /** Where the frame ends that begins at {@code at}. */
  long end(long at) {
    return at + HEAD_BYTES + length;
  }

  /** Whether {@code record} is the one that was written under this head. */
  boolean covers(byte[] record, Salt salt) {
    return record.length == length && salt.crc(record, 0, length) == bodyCrc;
  }

  /** The 28 bytes. */
  byte[] toBytes(Salt salt) {
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES);
    out.putInt(length).putLong(number).putLong(forcedTo).putInt(bodyCrc);
    out.putInt(salt.crc(out.array(), 0, HEAD_BYTES - 4));
    return out.array();
  }

  /**
   * Whether a head stands in {@code bytes} at {@code from}, where 28 bytes must be.
   *
   * @return null if none does: most offsets of a search hold none, and none is no news
   */
  static Frame at(byte[] bytes, int from, Salt salt) {
    ByteBuffer in = ByteBuffer.wrap(bytes, from, HEAD_BYTES);
    Frame frame = new Frame(in.getInt(), in.getLong(), in.getLong(), in.getInt());
    // Cheap and sure first: zeros and most text fall out before the checksum.
    if (frame.number <= 0 || frame.forcedTo < FileHeader.BYTES) {
      return null;
    }
    return salt.crc(bytes, from, HEAD_BYTES - 4) == in.getInt() ? frame : null;
  }
}

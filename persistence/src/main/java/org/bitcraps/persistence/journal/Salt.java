package org.bitcraps.persistence.journal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * 16 random bytes of one file, at the beginning of everything its checksums cover. Nobody outside
 * knows them, so nobody can put bytes into a record that would pass for a frame of this file.
 */
final class Salt {

  /** Bytes of a salt. */
  static final int BYTES = 16;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A salt for a new file. */
  static Salt fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Salt(bytes);
  }

  /** The salt that stands in {@code source} at {@code from}. */
  static Salt at(byte[] source, int from) {
    return new Salt(Arrays.copyOfRange(source, from, from + BYTES));
  }

  /** A copy of the 16 bytes. */
  byte[] toBytes() {
    return bytes.clone();
  }

  /** CRC-32C of the salt and a range of bytes. */
  int crc(byte[] source, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, BYTES);
    crc.update(source, from, length);
    return (int) crc.getValue();
  }
}

package org.bitcraps.persistence.journal;

/** How a log of frames ends. Everything before the end was read whole and in order. */
sealed interface Ending {

  /** After the last frame there is nothing, or zeros. */
  record Whole() implements Ending {}

  /**
   * Bytes that were never known to be durable: the process or the machine died while it wrote.
   *
   * @param at offset of the first of them
   * @param bytes from there to the last byte that is not zero
   */
  record Torn(long at, long bytes) implements Ending {}

  /**
   * Something stands here that a crash cannot leave behind.
   *
   * @param at offset of the frame that should be there
   * @param number of the record that should be there
   * @param what what is wrong, for operators
   */
  record Damaged(long at, long number, String what) implements Ending {}
}

package org.bitcraps.protocol.pbft;

/**
 * How many bytes of bodies an honest primary has under way at once: about what it saw certified in
 * a quarter of the base timeout (P5, ADR 0012). Else whoever sends enough has it propose more than
 * the validators can execute in time; they blame it, drop all and begin anew.
 *
 * <p>No rule of validity: nobody refuses a block for it, and no timer depends on it. Learned from
 * the blocks of every primary, so that the next one does not begin from nothing.
 */
final class Allowance {

  /** Up to this part of the base timeout all is well. */
  private static final int WELL = 4;

  /** Beyond this part it is too much. */
  private static final int TOO_LONG = 2;

  /** Never less than this part of a block: one small body after the other. */
  private static final int LEAST = 64;

  private final long least;
  private final long blockMost;
  private final long most;
  private final long baseTimeoutMs;

  private long bytes;
  private long certifiedBytes;

  /**
   * Nothing learned yet: the least there is.
   *
   * @param depth blocks that may be in flight
   */
  Allowance(long blockBytesMax, int depth, Pacing pacing) {
    this.least = Math.max(1, blockBytesMax / LEAST);
    this.blockMost = blockBytesMax;
    this.most = Math.multiplyExact(blockBytesMax, depth);
    this.baseTimeoutMs = pacing.baseTimeoutMs();
    this.bytes = least;
  }

  /** What may be under way. */
  long bytes() {
    return bytes;
  }

  /** Whether another block may be begun; at least one always may. */
  boolean allows(long underWayBytes) {
    return underWayBytes < bytes;
  }

  /** What the next block should hold: half of it, so that two overlap. */
  long blockBytes() {
    return Math.min(blockMost, Math.max(1, bytes / 2));
  }

  /** Bytes of all blocks certified so far: a mark to be kept with a proposal. */
  long certifiedBytes() {
    return certifiedBytes;
  }

  /** A block of so many bytes was certified. */
  void certified(long blockBytes) {
    certifiedBytes += blockBytes;
  }

  /** A block was certified so long after its proposal came, when {@code mark} was certified. */
  void took(long mark, long tookMs) {
    bytes = after(bytes, certifiedBytes - mark, tookMs);
  }

  /** What may be under way after a block, from what may be now. */
  long after(long now, long certifiedMeanwhile, long tookMs) {
    if (tookMs > baseTimeoutMs / TOO_LONG) {
      long goal = Math.max(1, baseTimeoutMs / WELL);
      long inTime =
          certifiedMeanwhile > Long.MAX_VALUE / goal ? now : certifiedMeanwhile * goal / tookMs;
      return Math.max(least, Math.min(now, inTime));
    }
    boolean wasFull = certifiedMeanwhile >= now / 2;
    return tookMs <= baseTimeoutMs / WELL && wasFull ? Math.min(most, 2 * now) : now;
  }

  /** A view was given up for want of progress: begins anew. */
  void gaveUp() {
    bytes = least;
  }
}

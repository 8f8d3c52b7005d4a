package org.bitcraps.simulator.byzantine;

import org.bitcraps.evidence.membership.ReplicaId;

/** Bytes that a faulty validator sends to somebody. The array is not copied. */
public final class Sending {

  private final ReplicaId to;
  private final byte[] bytes;
  private final long delayUs;

  /**
   * @param delayUs how long it keeps them back, microseconds
   */
  public Sending(ReplicaId to, byte[] bytes, long delayUs) {
    this.to = to;
    this.bytes = bytes;
    this.delayUs = delayUs;
  }

  /** To whom. */
  public ReplicaId to() {
    return to;
  }

  /** What. */
  public byte[] bytes() {
    return bytes;
  }

  /** How long it keeps them back, microseconds. */
  public long delayUs() {
    return delayUs;
  }
}

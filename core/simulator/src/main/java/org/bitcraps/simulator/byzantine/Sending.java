package org.bitcraps.simulator.byzantine;

import java.util.Optional;
import org.bitcraps.evidence.membership.ReplicaId;

/** Bytes that a faulty validator sends to somebody. The array is not copied. */
public final class Sending {

  private final ReplicaId to;
  private final byte[] bytes;
  private final long delayUs;
  private final Optional<Vice> vice;

  /**
   * @param delayUs how long it keeps them back, microseconds
   */
  public Sending(ReplicaId to, byte[] bytes, long delayUs) {
    this(to, bytes, delayUs, Optional.empty());
  }

  /**
   * @param vice out of which it sends them; empty if an honest validator would do the same
   */
  public Sending(ReplicaId to, byte[] bytes, long delayUs, Optional<Vice> vice) {
    this.to = to;
    this.bytes = bytes;
    this.delayUs = delayUs;
    this.vice = vice;
  }

  /** The same, out of this vice. */
  Sending outOf(Vice because) {
    return new Sending(to, bytes, delayUs, Optional.of(because));
  }

  /** The same, no longer kept back. */
  public Sending now() {
    return new Sending(to, bytes, 0, vice);
  }

  /** Out of which vice, if any. */
  public Optional<Vice> vice() {
    return vice;
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

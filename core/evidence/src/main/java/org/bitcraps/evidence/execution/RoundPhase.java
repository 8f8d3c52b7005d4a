package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/** Where a round stands (SPEC §5). Codes are part of the byte format. */
public enum RoundPhase {
  /** Bets are taken until the close. */
  BETTING(1),
  /** Nothing about bets changes; the committers reveal. */
  REVEALING(2),
  /** The dice are known and every bet is settled; the next round waits for its commitments. */
  SETTLED(3);

  private final int code;

  RoundPhase(int code) {
    this.code = code;
  }

  /** Code on the wire. */
  public int code() {
    return code;
  }

  static RoundPhase decode(Decoder in) {
    int code = in.u8("phase");
    for (RoundPhase phase : values()) {
      if (phase.code == code) {
        return phase;
      }
    }
    throw new MalformedException("phase", "unknown code " + code);
  }
}

package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/** What a player ordered. Codes are part of the byte format: never reused. */
public enum OrderKind {
  /** A bet. */
  BET(1),
  /** A bet taken down. */
  TAKE_DOWN(2),
  /** A stake lowered. */
  REDUCE(3),
  /** A stake raised. */
  PRESS(4),
  /** A bet switched on. */
  SWITCH_ON(5),
  /** A bet switched off. */
  SWITCH_OFF(6),
  /** Play money. */
  FAUCET_GRANT(7),
  /** Chips for another account. */
  TRANSFER(8);

  private final int code;

  OrderKind(int code) {
    this.code = code;
  }

  /** Code on the wire. */
  public int code() {
    return code;
  }

  static OrderKind decode(Decoder in) {
    int code = in.u8("order");
    for (OrderKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedException("order", "unknown code " + code);
  }
}

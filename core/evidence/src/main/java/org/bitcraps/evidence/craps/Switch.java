package org.bitcraps.evidence.craps;

import java.util.Optional;

/** What a player has said about whether a bet works: on, off, or nothing (the house rule holds). */
public enum Switch {
  /** As the house rule says: Place, Buy and hardways are off on the come-out. */
  HOUSE_RULE(0),
  /** Works on every roll, the come-out too. */
  ON(1),
  /** Works on no roll until switched again. */
  OFF(2);

  private final int code;

  Switch(int code) {
    this.code = code;
  }

  /** The wire code, never renumbered. */
  public int code() {
    return code;
  }

  /** The switch with that wire code, or nothing. */
  public static Optional<Switch> fromCode(int code) {
    for (Switch value : values()) {
      if (value.code == code) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}

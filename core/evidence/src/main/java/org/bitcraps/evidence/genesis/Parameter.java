package org.bitcraps.evidence.genesis;

import java.util.Optional;

/**
 * What execution or message validity depends on: never a node's own configuration, so that the
 * nodes of one chain cannot differ in it (SPEC, head). Units last in the name.
 */
public enum Parameter {
  /** How long bets are taken, at least. */
  BETTING_WINDOW_MS(1, 5_000, 100, 3_600_000),
  /** How long reveals are awaited, at least (R3). */
  REVEAL_WINDOW_MS(2, 1_200, 0, 600_000),
  /** Added to the reveal window before a round may end without all reveals. */
  REVEAL_GRACE_MS(3, 400, 0, 600_000),
  CHECKPOINT_INTERVAL(4, 128, 1, 1 << 20),
  LEADER_ROTATION_INTERVAL(5, 512, 1, 1 << 20),
  /** Blocks in flight (P3). */
  PIPELINE_DEPTH(6, 16, 1, 1024),
  /** Operations in one body. */
  BATCH_SIZE_MAX(7, 2_000, 1, 65_536),
  BODY_BYTES_MAX(8, 1 << 20, 1_024, 16 << 20),
  /** Bodies that one block may name. */
  BLOCK_BODIES_MAX(9, 64, 1, 4_096),
  /** Bytes of all bodies that one block names. */
  BLOCK_BYTES_MAX(10, 4 << 20, 1_024, 64 << 20),
  /** How far a fresh proposal's time may lie behind the clock of the backup (P6). */
  MAX_LAG_MS(11, 1_000, 10, 600_000),
  /** How far it may lie ahead. */
  MAX_SKEW_MS(12, 200, 1, 600_000),
  /** The most that one faucet grant gives, in base units. */
  FAUCET_GRANT_MAX(13, 1_320_000, 0, 1L << 52),
  VALIDATORS_MIN(14, 4, 1, 1_000),
  VALIDATORS_MAX(15, 100, 1, 1_000);

  private final int code;
  private final long defaultValue;
  private final long least;
  private final long most;

  Parameter(int code, long defaultValue, long least, long most) {
    this.code = code;
    this.defaultValue = defaultValue;
    this.least = least;
    this.most = most;
  }

  /** Code on the wire: never reused. */
  public int code() {
    return code;
  }

  /** The value a genesis has when it says nothing else. */
  public long defaultValue() {
    return defaultValue;
  }

  /** Whether {@code value} is one this parameter may have. */
  public boolean allows(long value) {
    return value >= least && value <= most;
  }

  /** The allowed range, for messages. */
  public String range() {
    return least + " … " + most;
  }

  static Optional<Parameter> fromCode(int code) {
    for (Parameter parameter : values()) {
      if (parameter.code == code) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }
}

package org.bitcraps.evidence.craps;

import java.util.Optional;

/** Why a bet or a change of one is refused. Codes are part of the byte format: never renumbered. */
public enum Refusal {
  /** Not a positive multiple of 1320. */
  NOT_A_STAKE(1),
  /** Under the table minimum. */
  BELOW_MINIMUM(2),
  /** Over the table maximum, together with the player's other bets of the kind. */
  ABOVE_MAXIMUM(3),
  /** Pass and Don't Pass are placed on the come-out. */
  COME_OUT_ONLY(4),
  /** Come and Don't Come are placed when a point stands. */
  POINT_ONLY(5),
  /** A Put is placed on the number that is the point. */
  NOT_THE_POINT(6),
  /** Odds need a base bet that stands on the number. */
  NO_BASE_BET(7),
  /** More odds than the base bet allows. */
  ODDS_LIMIT(8),
  /** The hand has already made progress towards it. */
  HAND_IN_PROGRESS(9),
  /** A Pass or Come bet stays as it is once its point stands. */
  CONTRACT_BET(10),
  /** A Don't bet is never raised. */
  NOT_RAISED(11),
  /** Odds depend on it: take them down first. */
  ODDS_DEPEND_ON_IT(12),
  /** Works by a fixed rule. */
  NOT_SWITCHABLE(13),
  /** It would change nothing, or go the other way. */
  NO_CHANGE(14);

  private final int code;

  Refusal(int code) {
    this.code = code;
  }

  /** The stable code, 1…255. */
  public int code() {
    return code;
  }

  /** The refusal with that code, or nothing. */
  public static Optional<Refusal> fromCode(int code) {
    for (Refusal refusal : values()) {
      if (refusal.code == code) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }
}

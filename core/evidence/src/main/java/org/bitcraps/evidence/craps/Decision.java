package org.bitcraps.evidence.craps;

import java.util.Optional;

/** The rules' answer to a player's wish. */
public sealed interface Decision {

  /**
   * Allowed: what is to be done, all of it or nothing.
   *
   * @param bet the bet as it stands afterwards; empty when it was taken down
   * @param debit what the player pays in, base units
   * @param credit what the player gets back, base units
   */
  record Accepted(Optional<Bet> bet, long debit, long credit) implements Decision {}

  /**
   * Not allowed; nothing changes.
   *
   * @param reason for machines
   * @param message for people, one sentence
   */
  record Refused(Refusal reason, String message) implements Decision {}
}

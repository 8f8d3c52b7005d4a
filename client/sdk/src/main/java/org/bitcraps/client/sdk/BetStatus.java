package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the gateway says of a bet or another order: quick to read, proven by nothing. Ask for the
 * proof.
 *
 * @param id identity of the bet
 * @param state where it stands
 * @param reason why it was refused; null unless REFUSED
 */
public record BetStatus(String id, State state, String reason) {

  /** Where a bet stands. */
  public enum State {
    /** On its way to the validators. */
    PENDING,
    /** On the table. */
    PLACED,
    /** Refused, with a receipt. */
    REFUSED,
    /** An order that is no bet has had its effect. */
    DONE,
    /** Won, lost, or gone back to the player. */
    DECIDED
  }

  static BetStatus of(JsonNode node) {
    return Json.view(node, BetStatus.class);
  }
}

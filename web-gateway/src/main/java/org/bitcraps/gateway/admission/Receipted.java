package org.bitcraps.gateway.admission;

import org.bitcraps.evidence.bet.BetId;

/**
 * The answer for one order that was taken.
 *
 * @param id identity of the order, and of its receipt
 * @param status whether it is new here
 */
public record Receipted(BetId id, Status status) {

  /** What a 202 says of an order. */
  public enum Status {
    /** Taken: it will be offered to the validators until a certified block has it. */
    ACCEPTED,
    /** The same bytes came before: the first receipt stands. */
    DUPLICATE
  }
}

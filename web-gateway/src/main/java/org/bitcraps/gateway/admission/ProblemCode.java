package org.bitcraps.gateway.admission;

import java.util.Locale;

/** Every way in which a request fails: its HTTP status, and a title that never changes. */
public enum ProblemCode {
  MALFORMED_JSON(400, "The body is not the JSON that belongs here"),
  FIELD_MISSING(400, "A field is missing"),
  FIELD_UNKNOWN(400, "There is no such field"),
  FIELD_REPEATED(400, "A field stands twice"),
  FIELD_INVALID(400, "A field has a value of the wrong kind"),
  ROLE_FORBIDDEN(403, "This server may not do that"),
  NOT_DEVNET(403, "Only a devnet allows that"),
  ORIGIN_FORBIDDEN(403, "Not from another site's page"),
  NOT_FOUND(404, "There is nothing here"),
  TABLE_UNKNOWN(404, "There is no such table"),
  BET_UNKNOWN(404, "No such bet or order is known here"),
  ROUND_NOT_FOUND(404, "No such round is known here"),
  BLOCK_NOT_FOUND(404, "No such block is known here"),
  ACCOUNT_NOT_FOUND(404, "No such account has begun"),
  VALIDATOR_UNKNOWN(404, "No such validator runs here"),
  PROOF_NOT_READY(404, "There is nothing to prove yet"),
  SNAPSHOT_NOT_READY(404, "There is no snapshot yet"),
  METHOD_NOT_ALLOWED(405, "This method is not for this address"),
  NOT_ACCEPTABLE(406, "There is no such representation"),
  NONCE_REUSED(409, "Another order has used this nonce"),
  NONCE_TOO_OLD(409, "This nonce lies before the account's window"),
  ROUND_CLOSED(409, "Bets of this round are closed"),
  ROUND_UNKNOWN(409, "This round has not opened"),
  HOUSE_LIMIT(409, "The bank cannot cover the largest win of this bet"),
  PRUNED(410, "This is no longer kept here"),
  BODY_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Bodies are application/json"),
  WRONG_CHAIN(422, "Signed for another chain"),
  TABLE_MISMATCH(422, "Signed for another table than the address names"),
  BET_TYPE_UNKNOWN(422, "There is no such bet"),
  STAKE_INVALID(422, "Not an amount that can be staked"),
  STAKE_LIMIT(422, "Outside the limits of the table"),
  BET_NOT_ALLOWED(422, "The rules of the game do not allow this bet now"),
  TOO_MANY_BETS(422, "Too many live bets at this table"),
  ACCOUNT_UNKNOWN(422, "This account has not begun"),
  FUNDS(422, "The balance does not cover it"),
  NONCE_TOO_FAR(422, "This nonce lies beyond the account's window"),
  EXPIRED(422, "The order has expired"),
  AMOUNT_INVALID(422, "Not an amount for this order"),
  FAUCET_OFF(422, "This chain gives no play money"),
  SELF_TRANSFER(422, "From an account to itself"),
  KEY_INVALID(422, "Not a public key that may sign here"),
  SIGNATURE_INVALID(422, "Not this key's signature over these fields"),
  INTERNAL(500, "The gateway failed"),
  BUSY(503, "The gateway is busy"),
  HISTORY_AWAY(503, "The history does not answer now"),
  VIEW_UNAVAILABLE(503, "This gateway does not follow the chain");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The same for every occurrence (RFC 9457 §3.1.3). */
  public String title() {
    return title;
  }

  /** The problem type: {@code urn:bitcraps:problem:round-closed}. */
  public String type() {
    return "urn:bitcraps:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

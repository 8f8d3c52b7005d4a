package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * What became of a player's order. A failed order changes nothing but, from {@link #EXPIRED} on,
 * uses its nonce (DESIGN B1, B6).
 *
 * <p>A nonce is used exactly when the order is of this chain, its account exists, and the nonce was
 * free and inside the window; what fails before that point uses none. Codes are part of the byte
 * format: never reused.
 */
public enum Outcome {
  /** Done. */
  DONE(1, true),

  /** For another chain. */
  WRONG_CHAIN(10, false),
  /** No such account, and not a grant that begins one. */
  ACCOUNT_UNKNOWN(11, false),
  /** Under the window; detail: the window's base. */
  NONCE_TOO_OLD(12, false),
  /** Beyond the window; detail: the window's base. */
  NONCE_TOO_FAR(13, false),
  /** This order was executed before: see the first receipt. Detail: the window's base. */
  DUPLICATE(14, false),
  /** Another order has used the nonce: see its receipt. Detail: the window's base. */
  NONCE_REUSED(15, false),

  /** Effective time was past its expiry; detail: the effective time. */
  EXPIRED(20, true),
  /** The key is not a point of the prime-order subgroup (X1). */
  KEY_INVALID(21, true),
  /** No such table. */
  TABLE_UNKNOWN(22, true),
  /** Bets of that round are closed; detail: the current round. */
  ROUND_CLOSED(23, true),
  /** That round has not opened; detail: the current round. */
  ROUND_UNKNOWN(24, true),
  /** Under the table's minimum; detail: the minimum. */
  TABLE_MINIMUM(25, true),
  /** Over the table's maximum; detail: the maximum. */
  TABLE_MAXIMUM(26, true),
  /** Against the rules of the game; detail: code of {@link Receipt#refusal}. */
  RULES(27, true),
  /** The balance does not cover it; detail: what it takes. */
  FUNDS(28, true),
  /** The bankroll cannot reserve its largest win (B3); detail: what is free of it. */
  HOUSE_LIMIT(29, true),
  /** The player has {@link TableLedger#LIVE_BETS_MAX} live bets there; detail: that limit. */
  TOO_MANY_BETS(30, true),
  /** Not a live bet of this player at this table. */
  BET_UNKNOWN(31, true),
  /** An amount of 0 where chips move, or another where none do. */
  AMOUNT_INVALID(32, true),
  /** This chain gives no play money (G1). */
  FAUCET_OFF(33, true),
  /** More than one grant gives; detail: the most. */
  FAUCET_LIMIT(34, true),
  /** The treasury does not cover it; detail: what it holds. */
  TREASURY_SHORT(35, true),
  /** From an account to itself. */
  SELF_TRANSFER(36, true);

  private final int code;
  private final boolean usesNonce;

  Outcome(int code, boolean usesNonce) {
    this.code = code;
    this.usesNonce = usesNonce;
  }

  /** Code on the wire. */
  public int code() {
    return code;
  }

  /** Whether the order used its nonce (if its account exists). */
  public boolean usesNonce() {
    return usesNonce;
  }

  static Outcome decode(Decoder in) {
    int code = in.u8("outcome");
    for (Outcome outcome : values()) {
      if (outcome.code == code) {
        return outcome;
      }
    }
    throw new MalformedException("outcome", "unknown code " + code);
  }
}

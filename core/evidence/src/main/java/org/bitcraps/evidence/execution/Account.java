package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * One player's money and nonces.
 *
 * @param balance base units, free to use; stakes of live bets are not in it
 * @param key whether the account's key has passed the exact check (DESIGN X1, G2)
 * @param nonces which nonces are used
 */
public record Account(long balance, KeyStatus key, NonceWindow nonces) {

  /**
   * What is known of an account's key. A mint or transfer begins an account by its id alone; the
   * key shows, and is checked once, with the account's first order.
   */
  public enum KeyStatus {
    /** Not seen yet. */
    UNSEEN(0),
    /** A point of the prime-order subgroup. */
    VALID(1),
    /** Anything else: every order of the account is refused. */
    INVALID(2);

    private final int code;

    KeyStatus(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static KeyStatus decode(Decoder in) {
      int code = in.u8("keyStatus");
      for (KeyStatus status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new MalformedException("keyStatus", "unknown code " + code);
    }
  }

  /**
   * @throws IllegalStateException if the balance is negative: a broken invariant (X5)
   */
  public Account {
    if (balance < 0) {
      throw new IllegalStateException("balance " + balance);
    }
  }

  /** An account as it begins: no money, no key, no nonce used. */
  static final Account NEW = new Account(0, KeyStatus.UNSEEN, NonceWindow.FRESH);

  Account plus(long amount) {
    return new Account(Math.addExact(balance, amount), key, nonces);
  }

  Account minus(long amount) {
    return new Account(Math.subtractExact(balance, amount), key, nonces);
  }

  Account withKey(KeyStatus status) {
    return new Account(balance, status, nonces);
  }

  Account withNonces(NonceWindow window) {
    return new Account(balance, key, window);
  }
}

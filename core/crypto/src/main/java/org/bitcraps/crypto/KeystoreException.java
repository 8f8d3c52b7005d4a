package org.bitcraps.crypto;

import java.io.IOException;

/** A key file that cannot be used; the message says what to do and shows no secret. */
public final class KeystoreException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** There is no such file. */
    MISSING,
    /** There is one already, and it is not overwritten. */
    EXISTS,
    /** Others than its owner may read or write it. */
    PERMISSIONS,
    /** Its bytes are no key file of ours. */
    CORRUPTED,
    /**
     * The authentication code does not match: the passphrase is wrong, or the file was altered. No
     * authenticated encryption can tell these two apart.
     */
    WRONG_PASSPHRASE,
    /** It belongs to another chain. */
    WRONG_CHAIN
  }

  private final Reason reason;

  KeystoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  KeystoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** For callers that react. */
  public Reason reason() {
    return reason;
  }
}

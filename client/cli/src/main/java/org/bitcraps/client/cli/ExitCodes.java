package org.bitcraps.client.cli;

/** What a script learns from a command that has ended. */
final class ExitCodes {

  /** Done, or verified. */
  static final int OK = 0;

  /** Refused by the gateway or the ledger, or a proof that proves nothing. */
  static final int REFUSED = 1;

  /** Wrong arguments. */
  static final int USAGE = 2;

  /** Nobody answers, or not as a gateway would. */
  static final int UNREACHABLE = 3;

  /** It has not happened yet. */
  static final int NOT_YET = 4;

  private ExitCodes() {}
}

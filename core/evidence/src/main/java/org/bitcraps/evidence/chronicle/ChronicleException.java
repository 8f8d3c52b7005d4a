package org.bitcraps.evidence.chronicle;

/**
 * The history cannot be written or read now: the database is away, or holds something else. Never a
 * reason to stop the game; {@code message} is one sentence for the operator.
 */
public final class ChronicleException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With what the database said. */
  public ChronicleException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What it holds does not fit. */
  public ChronicleException(String message) {
    super(message);
  }
}

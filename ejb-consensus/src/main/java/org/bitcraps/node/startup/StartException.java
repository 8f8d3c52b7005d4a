package org.bitcraps.node.startup;

/** This node cannot start; the message names the key or file, and says what an operator can do. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what to do. */
  public StartException(String message) {
    super(message);
  }

  /** With what to do, and what went wrong below. */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.bitcraps.client.sdk;

/** The gateway could not be reached, or did not answer as a gateway. */
public final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence
   */
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}

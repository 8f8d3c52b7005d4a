package org.bitcraps.client.cli;

/** An argument that cannot be meant: one sentence, exit code 2. */
final class WrongArgumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WrongArgumentException(String message) {
    super(message);
  }
}

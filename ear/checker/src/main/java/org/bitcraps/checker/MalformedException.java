package org.bitcraps.checker;

/** Bytes that are not what the page says; the message names the field. */
final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}

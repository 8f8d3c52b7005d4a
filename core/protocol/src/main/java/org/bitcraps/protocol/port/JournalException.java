package org.bitcraps.protocol.port;

/** The disk failed or the journal is damaged. Says what an operator can do. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the reason, for operators. */
  public JournalException(String message) {
    super(message);
  }

  /** With the reason and what the disk said. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}

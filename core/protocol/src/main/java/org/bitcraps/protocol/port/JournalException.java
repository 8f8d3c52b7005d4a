package org.bitcraps.protocol.port;

/** The disk failed or the journal is damaged. Says what an operator can do. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean forWantOfSpace;

  /** With the reason, for operators. */
  public JournalException(String message) {
    super(message);
    this.forWantOfSpace = false;
  }

  /** With the reason and what the disk said. */
  public JournalException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /** The same, and whether nothing is wrong with the disk but that it is full. */
  public JournalException(String message, Throwable cause, boolean forWantOfSpace) {
    super(message, cause);
    this.forWantOfSpace = forWantOfSpace;
  }

  /** Whether nothing is wrong with the disk but that it is full: with space there it goes on. */
  public boolean isForWantOfSpace() {
    return forWantOfSpace;
  }
}

package org.bitcraps.evidence.wire;

/**
 * Bytes that are not the canonical encoding of what was expected. Names the field, so that an edge
 * can answer with a message that does.
 */
public final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the field that could not be read, as in the byte tables
   * @param reason what is wrong with it, for people
   */
  public MalformedException(String field, String reason) {
    super(field + ": " + reason);
    this.field = field;
  }

  /** The field that could not be read. */
  public String field() {
    return field;
  }

  /** Throws unless {@code condition} holds. */
  public static void require(boolean condition, String field, String reason) {
    if (!condition) {
      throw new MalformedException(field, reason);
    }
  }
}

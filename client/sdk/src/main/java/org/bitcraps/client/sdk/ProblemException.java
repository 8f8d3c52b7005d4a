package org.bitcraps.client.sdk;

import java.util.Optional;

/** The gateway refused: its problem document (RFC 9457). */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String type;
  private final String title;
  private final int status;
  private final String detail;
  private final String field;
  private final int retryAfterSeconds;

  /**
   * @param type the problem type, {@code urn:bitcraps:problem:funds}; {@code about:blank} if it has
   *     no name of its own
   * @param title the same for every occurrence
   * @param status HTTP status
   * @param detail one sentence about this occurrence
   * @param field the field it is about; empty text if about none
   * @param retryAfterSeconds when to try again; 0 = not by itself
   */
  public ProblemException(
      String type, String title, int status, String detail, String field, int retryAfterSeconds) {
    super(field.isEmpty() ? detail : field + ": " + detail);
    this.type = type;
    this.title = title;
    this.status = status;
    this.detail = detail;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The problem type, {@code urn:bitcraps:problem:funds}. */
  public String type() {
    return type;
  }

  /** The last part of the type, {@code funds}. */
  public String name() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  /** The same for every occurrence. */
  public String title() {
    return title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** One sentence about this occurrence. */
  public String detail() {
    return detail;
  }

  /** The field it is about. */
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  /** When to try again, in seconds; 0 = not by itself. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

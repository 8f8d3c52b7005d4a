package org.bitcraps.gateway.admission;

/** Carries a problem out of nested reading or a resource; becomes a value or an answer at once. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** A refusal for that reason. */
  public RefusedException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** A refusal about one field. */
  static RefusedException of(ProblemCode code, String field, String detail) {
    return new RefusedException(Problem.of(code, field, detail));
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}

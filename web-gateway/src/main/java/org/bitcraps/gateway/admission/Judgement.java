package org.bitcraps.gateway.admission;

/** What the certified view, and what is under way, say of one order whose signature is open. */
sealed interface Judgement {

  /** Nothing speaks against it. */
  record Fresh(Pending pending) implements Judgement {}

  /** This very order was taken before, here or in the chain: its first receipt answers. */
  record Duplicate() implements Judgement {}

  /** It would fail. */
  record Refused(Problem problem) implements Judgement {}

  static Judgement refused(ProblemCode code, String field, String detail) {
    return new Refused(Problem.of(code, field, detail));
  }
}

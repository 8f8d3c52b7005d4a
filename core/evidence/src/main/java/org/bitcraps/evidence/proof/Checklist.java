package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.proof.Verdict.Shown;
import org.bitcraps.evidence.proof.Verdict.Step;
import org.bitcraps.evidence.wire.WireValue;

/**
 * The steps of one verification. The first failure ends it: nothing that rests on a failed step is
 * ever shown as checked.
 */
final class Checklist {

  private final List<Step> steps = new ArrayList<>();
  private Optional<Verdict.Mismatch> failure = Optional.empty();

  /**
   * Writes a step down, and says whether to go on.
   *
   * @param reason what a failure is called
   */
  boolean check(boolean holds, Reason reason, String name, String statement, Shown... bytes) {
    if (failure.isPresent()) {
      throw new IllegalStateException("a check after " + failure.get());
    }
    steps.add(new Step(name, statement, List.of(bytes), holds));
    if (!holds) {
      failure = Optional.of(new Verdict.Mismatch(reason, "this does not hold: " + statement));
    }
    return holds;
  }

  /** The verdict when nothing failed. */
  Verdict end(Verdict.Result result) {
    if (failure.isPresent()) {
      throw new IllegalStateException("an end after " + failure.get());
    }
    return new Verdict(steps, result);
  }

  /** The step that failed, if one did. */
  Optional<Verdict.Mismatch> failure() {
    return failure;
  }

  /** The verdict of a failed step. */
  Verdict failed() {
    return new Verdict(steps, failure.orElseThrow());
  }

  static Shown shown(String what, WireValue value) {
    return shown(what, value.toWire());
  }

  static Shown shown(String what, byte[] bytes) {
    return new Shown(what, HexFormat.of().formatHex(bytes));
  }
}

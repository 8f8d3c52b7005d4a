package org.bitcraps.evidence.proof;

import java.util.List;
import org.bitcraps.evidence.craps.Roll;

/**
 * What a verifier found, step by step.
 *
 * @param steps what was checked, in order; only the last can have failed
 * @param result what it comes to
 */
public record Verdict(List<Step> steps, Result result) {

  /** Copies the steps. */
  public Verdict {
    steps = List.copyOf(steps);
  }

  /** Whether everything was proven to the end. */
  public boolean isVerified() {
    return result instanceof Verified;
  }

  /**
   * One check.
   *
   * @param name which kind of check: stable, lower case
   * @param statement what holds, or should have held, as a sentence
   * @param bytes what it was checked with
   * @param ok whether it held
   */
  public record Step(String name, String statement, List<Shown> bytes, boolean ok) {

    /** Copies the bytes. */
    public Step {
      bytes = List.copyOf(bytes);
    }
  }

  /** Bytes that a step was checked with, in lower-case hexadecimal, and what they are. */
  public record Shown(String what, String hex) {}

  /** What the steps come to. */
  public sealed interface Result {}

  /**
   * Proven to the end.
   *
   * @param outcome what became of the bet; of a round without a bet only the dice are known
   */
  public record Verified(Ending outcome) implements Result {}

  /**
   * Everything there is was proven; the story is not over.
   *
   * @param missing what has not happened yet, or is not in this proof
   */
  public record NotYet(String missing) implements Result {}

  /**
   * Not proven.
   *
   * @param reason stable code
   * @param detail for people; names the field of a malformed document
   */
  public record Mismatch(Reason reason, String detail) implements Result {}

  /**
   * How it ended.
   *
   * @param kind what became of the bet
   * @param stake base units on the table when it was decided; for a refused bet what was asked
   * @param returned base units given back at the end
   * @param profit base units won on top
   * @param rolls the dice, in order, from the round it was placed in
   * @param note the reason of a refusal; else empty
   */
  public record Ending(
      Kind kind, long stake, long returned, long profit, List<Roll> rolls, String note) {

    /** Copies the rolls. */
    public Ending {
      rolls = List.copyOf(rolls);
    }

    /** What can become of a bet; the names are stable. */
    public enum Kind {
      WON,
      LOST,
      PUSHED,
      RETURNED,
      TAKEN_DOWN,
      REFUSED,
      /** A round without a bet. */
      ROLLED
    }
  }
}

package org.bitcraps.checker;

/**
 * Something that must not be.
 *
 * @param where a block, a gateway's answer, a proof
 * @param evidence what stands there, and what should
 */
record Violation(Kind kind, String where, String evidence) {

  @Override
  public String toString() {
    return kind + " at " + where + ": " + evidence;
  }
}

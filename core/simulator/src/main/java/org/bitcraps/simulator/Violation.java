package org.bitcraps.simulator;

/** Something that must never happen has happened: the run ends here. */
public final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  /**
   * @param invariant its name
   * @param what what broke it
   */
  public Violation(String invariant, String what) {
    super(invariant + ": " + what);
    this.invariant = invariant;
  }

  /** Its name. */
  public String invariant() {
    return invariant;
  }
}

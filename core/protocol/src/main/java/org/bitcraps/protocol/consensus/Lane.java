package org.bitcraps.protocol.consensus;

/** Lanes between validators, each with its own queue and bound, the first served first (X4). */
public enum Lane {
  /** Small and urgent: votes, view changes, status. */
  VOTES,
  /** Large: bodies, blocks with bodies. */
  BODIES
}

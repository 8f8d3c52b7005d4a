package org.bitcraps.evidence.craps;

/** Where a hand stands between two rolls: the next roll is a come-out, or a point stands. */
public enum Phase {
  COME_OUT,
  POINT
}

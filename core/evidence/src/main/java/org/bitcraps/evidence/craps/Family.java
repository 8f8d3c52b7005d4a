package org.bitcraps.evidence.craps;

/** Bets that differ only in their number or faces. */
public enum Family {
  PASS,
  DONT_PASS,
  COME,
  DONT_COME,
  PASS_ODDS,
  DONT_PASS_ODDS,
  COME_ODDS,
  DONT_COME_ODDS,
  PLACE,
  PLACE_TO_LOSE,
  BUY,
  LAY,
  PUT,
  BIG,
  HARD,
  FIELD,
  PROPOSITION,
  HOP,
  SMALL_TALL_ALL,
  FIRE,
  REPEATER
}

package org.bitcraps.evidence.dice;

/**
 * Port to a validator's secret beacon key. The secret of a draw is a function of key and draw, so a
 * restart finds the same one: HMAC(beacon key, tag ‖ chain ‖ table ‖ round) (DESIGN R1).
 */
public interface BeaconKey {

  /** This validator's secret for one draw: always the same. */
  DiceSecret secret(DrawId draw);
}

/**
 * A validator's secrets of the dice: a function of its beacon key and the draw, so that a restart
 * finds the same ones.
 *
 * <p>Belongs here: the key behind {@code evidence.dice.BeaconKey}. Does not belong here: when a
 * secret is committed to or revealed (protocol), the MAC's provider (crypto, wired by start-up).
 * Who comes in: the replica. Source: DESIGN R1, RFC 2104.
 */
package org.bitcraps.node.randomness;

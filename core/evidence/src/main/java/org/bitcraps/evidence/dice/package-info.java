/**
 * From secrets to dice, and every check of it (DESIGN R1–R6).
 *
 * <p>Belongs here: commitments, the beacon, the mapping to a roll, all recomputable by a player.
 * Does not belong here: when a validator reveals (protocol.replica), what a roll pays (craps). Who
 * comes in: execution, replica, proofs.
 */
package org.bitcraps.evidence.dice;

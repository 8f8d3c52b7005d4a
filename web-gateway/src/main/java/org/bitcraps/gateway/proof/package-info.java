/**
 * Proofs for players, put together from the archive.
 *
 * <p>Belongs here: finding the blocks that a proof needs. Does not belong here: what a proof is and
 * how it is checked (evidence.proof); nobody need trust what is made here. Who comes in: rest.
 * Source: DESIGN §2 row 14, G3.
 */
package org.bitcraps.gateway.proof;

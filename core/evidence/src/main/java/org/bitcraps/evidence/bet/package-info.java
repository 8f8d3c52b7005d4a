/**
 * A player's signed wish, and the batch in which a gateway carries many of them (DESIGN C4, D4).
 *
 * <p>Belongs here: what a player signs, its identity, the batch with its Merkle root and derived
 * lines. Does not belong here: whether the bet is legal (craps) or funded (execution). Who comes
 * in: gateways, operations, proofs.
 */
package org.bitcraps.evidence.bet;

/**
 * What a player needs to check a bet, or a roll, without trusting anybody (DESIGN §2 row 15).
 *
 * <p>Belongs here: the proof as a value, its document form, the verifier with its reason codes, the
 * builder that gateways use, the client that follows the chain from genesis. Does not belong here:
 * JSON text, networks, keys. Who comes in: gateways (build), the SDK and the command line (verify).
 * Byte and field tables: {@code docs/proof.md}.
 */
package org.bitcraps.evidence.proof;

/**
 * What may go further: bytes of a player become verified bets and orders, or a problem that names
 * the field.
 *
 * <p>Belongs here: shape and limits of requests, the checks against the certified view, nonces and
 * stakes of what is under way, signatures on a bounded pool. Does not belong here: HTTP (rest) and
 * batches (aggregation). Who comes in: rest. Nothing here is trusted by a validator: each checks
 * again. Source: SPEC §6; DESIGN §2 rows 2 and 3, B1, C4, G2, X4.
 */
package org.bitcraps.gateway.admission;

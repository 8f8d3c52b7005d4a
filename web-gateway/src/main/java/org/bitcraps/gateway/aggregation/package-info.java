/**
 * Many orders become few bodies: bets of one table and round under one Merkle root.
 *
 * <p>Belongs here: waiting for company, grouping, cutting. Does not belong here: whether an order
 * may come in (admission), sending (dispatch). Who comes in: admission. One thread. Source: SPEC
 * §6; DESIGN §2 row 4, X4.
 */
package org.bitcraps.gateway.aggregation;

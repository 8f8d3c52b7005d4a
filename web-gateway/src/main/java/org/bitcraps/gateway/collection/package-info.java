/**
 * Follows the chain and keeps what players ask about: the gateway trusts no validator, it checks
 * every certificate and executes every block itself.
 *
 * <p>Belongs here: reading notices, asking for what is missing, execution, the certified view, the
 * recent past and its indices. Does not belong here: proofs (proof), frames (push), HTTP (rest).
 * Who comes in: the gateway's block queue; every room that reads the view. Source: DESIGN §2 row
 * 13, C2, C3, C6, X4.
 */
package org.bitcraps.gateway.collection;

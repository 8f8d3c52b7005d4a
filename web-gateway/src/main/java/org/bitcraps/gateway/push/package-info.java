/**
 * The gateway's WebSocket door: a snapshot, then one numbered update per certified block.
 *
 * <p>Belongs here: frames, their numbers, resuming, heartbeat, what happens to a client that is
 * slow or misbehaves. Does not belong here: what a table or a block looks like to people
 * (collection). Who comes in: WebSocket clients; the follower's thread with each block. Source:
 * SPEC §6; DESIGN §2 row 14, X4; RFC 6455.
 */
package org.bitcraps.gateway.push;

/**
 * The gateway's WebSocket door: numbered frames from the server, small requests from the client.
 *
 * <p>Belongs here: frames, their numbers, heartbeat, what happens to a client that misbehaves. Does
 * not belong here: what the frames say about bets and blocks. Who comes in: WebSocket clients.
 * Source: SPEC §6; RFC 6455.
 */
package org.bitcraps.gateway.push;

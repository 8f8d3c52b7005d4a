/**
 * What a player's program needs: keys, orders, the gateway's API, and checks that trust nobody
 * (SPEC §8).
 *
 * <p>Belongs here: signing, HTTP and WebSocket with the JDK's own client, proofs as files. Does not
 * belong here: the checks themselves (evidence.proof), anything of a server, output for people
 * (cli). Who comes in: the command line, bots, players' own programs.
 */
package org.bitcraps.client.sdk;

/**
 * A whole chain on one machine: the server as a child process, and bots that play.
 *
 * <p>Belongs here: ports, folders, the child's life, the bots. Does not belong here: what the
 * server does; it is configured like any other by its own keys. Who comes in: the command {@code
 * devnet}.
 */
package org.bitcraps.client.cli.devnet;

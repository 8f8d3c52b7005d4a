/**
 * What the server's management interface asks of the node.
 *
 * <p>Belongs here: MicroProfile health checks. Does not belong here: anything that they look at.
 * Who comes in: the server, at {@code /health}; {@code startup} brings the node. These classes lie
 * in the EAR's {@code lib}, as the room's client jar, because WildFly sees no health check of an
 * EAR's parts (WFLY-12835). Source: SPEC §13.
 */
package org.bitcraps.node.health;

/**
 * What operators and load balancers ask of a gateway: whether it may be sent players.
 *
 * <p>Belongs here: readiness checks and their verdict. Does not belong here: anything a player
 * calls. Who comes in: the health endpoint of {@code rest}, the server's management interface;
 * other rooms bring a {@link org.bitcraps.gateway.admin.ReadinessCheck} each. Source: SPEC §7, §13.
 */
package org.bitcraps.gateway.admin;

/**
 * What this gateway tells whoever watches it (SPEC §13).
 *
 * <p>Belongs here: names and meanings of its meters. Does not belong here: whether it is well
 * (admin). Who comes in: the server, when somebody asks for its metrics.
 */
package org.bitcraps.gateway.observation;

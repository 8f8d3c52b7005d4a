/**
 * Puts the gateway together when the server starts, and takes it apart when it stops.
 *
 * <p>Belongs here: configuration, keys, threads, which part knows which; the only package that sees
 * a crypto provider. Does not belong here: anything a request passes through. Who comes in: the
 * container. Source: SPEC §1; DESIGN W4, W5.
 */
package org.bitcraps.gateway.startup;

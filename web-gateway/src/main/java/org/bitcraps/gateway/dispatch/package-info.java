/**
 * Bodies on their way to every validator, until a certificate says that they have arrived.
 *
 * <p>Belongs here: the gateway's signature and sequence, what is outstanding, resending, the JMS
 * sending end. Does not belong here: what a body is made of (aggregation). Who comes in: the
 * aggregator's thread; the follower's thread with certified blocks. Every validator gets every
 * body, so that backups notice a primary that orders none. Source: DESIGN §2 row 5, C4, D3, X4.
 */
package org.bitcraps.gateway.dispatch;

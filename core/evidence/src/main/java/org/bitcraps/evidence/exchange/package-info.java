/**
 * What passes between courier and validator, and between validators about bodies and blocks.
 *
 * <p>Belongs here: bodies with the signature of who brought them, certified blocks, requests for
 * them, the {@link org.bitcraps.evidence.exchange.History} port through which a gateway reads the
 * past. Does not belong here: votes (protocol). Who comes in: gateways, replicas, node, view.
 */
package org.bitcraps.evidence.exchange;

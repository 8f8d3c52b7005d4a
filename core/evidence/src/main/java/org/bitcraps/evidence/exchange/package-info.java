/**
 * What passes between courier and validator, and between validators about bodies and blocks.
 *
 * <p>Belongs here: bodies with the signature of who brought them, certified blocks, requests for
 * them, the {@link org.bitcraps.evidence.exchange.History} port through which a gateway reads the
 * past, the {@link org.bitcraps.evidence.exchange.NodePanel} port (bound at {@code NodePanel.NAME})
 * through which a gateway shows the validators of its own server. Does not belong here: votes
 * (protocol). Who comes in: gateways, replicas, node, view.
 */
package org.bitcraps.evidence.exchange;

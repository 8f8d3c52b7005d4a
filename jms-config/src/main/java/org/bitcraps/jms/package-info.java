/**
 * Envelopes and the road they travel: queue names, what a message looks like, how to send and to
 * receive while a broker comes and goes.
 *
 * <p>Belongs here: everything that needs {@code jakarta.jms} and is no container wiring; the CLI
 * scripts that make the queues ({@code src/main/cli}). Does not belong here: what a body means,
 * signatures, threads (callers lend theirs). The broker carries; it decides nothing and is trusted
 * for nothing (DESIGN §2): messages may be lost, late, twice or out of order.
 *
 * <p>Who comes in: ingress and egress of a node, dispatch and collection of a gateway. Source:
 * Jakarta Messaging 3.1.
 */
package org.bitcraps.jms;

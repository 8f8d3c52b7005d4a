/**
 * From messages in queues to inputs that a replica may trust.
 *
 * <p>Belongs here: the receiving loops of a validator's two queues, checking what came ({@code
 * protocol.replica.Admission} decides), the bounded pool that does the expensive checks. Votes are
 * checked on the thread that received them: they wait for nothing but each other. Bodies go through
 * the pool; while it is full their queue waits in the broker, whose bound drops the newest.
 *
 * <p>A gateway that asks for blocks names itself as sender {@code gateway-<id>}; a validator is
 * {@code validator-<id>}. Who comes in: the broker's threads of this room. Source: DESIGN §2 row 7,
 * X1, X4.
 */
package org.bitcraps.node.ingress;

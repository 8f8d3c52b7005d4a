/**
 * From what a replica wants sent to messages in queues.
 *
 * <p>Belongs here: who gets what in which queue, the sending connection of a replica's thread. Does
 * not belong here: anything that waits: what cannot be sent at once is lost, and the protocol sends
 * it again. Who comes in: the output runner. Source: DESIGN §2 row 12, X4.
 */
package org.bitcraps.node.egress;

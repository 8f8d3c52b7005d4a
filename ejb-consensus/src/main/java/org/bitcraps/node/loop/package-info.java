/**
 * The one thread of a validator: takes inputs, steps the replica, does what it says, in that order.
 *
 * <p>Belongs here: the bounded inbox, the loop, the output runner (the only one that appends to a
 * journal, W4). Does not belong here: where inputs come from (ingress), what they mean (protocol).
 * Who comes in: ingress offers inputs; start-up makes and ends loops. Source: DESIGN §2 rows 8 and
 * 12, P1, X4, X5; etcd/raft's Ready.
 */
package org.bitcraps.node.loop;

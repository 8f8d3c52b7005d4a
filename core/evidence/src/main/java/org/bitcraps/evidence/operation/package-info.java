/**
 * Everything the order can contain (DESIGN B6): the sealed {@link
 * org.bitcraps.evidence.operation.Operation}, and the body in which one travels.
 *
 * <p>Belongs here: the shape of operations, their canonical bytes, the signatures they claim. Does
 * not belong here: their effect (execution). Who comes in: gateways, replicas, execution, proofs.
 */
package org.bitcraps.evidence.operation;

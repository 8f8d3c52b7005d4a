/**
 * A whole validator, still pure: protocol, ledger and safety assembled, and what a validator owes
 * the game besides votes.
 *
 * <p>Belongs here: admission of bytes, the checks of fresh proposals, what a primary must not leave
 * out, commitments and reveals. Does not belong here: threads, queues, files (the node). Who comes
 * in: the node's loop, the simulator.
 */
package org.bitcraps.protocol.replica;

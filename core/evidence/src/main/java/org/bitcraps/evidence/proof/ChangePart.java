package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.operation.SignedOrder;

/**
 * That the player changed the bet between rolls: took it down, reduced, pressed or switched it.
 *
 * @param block the block that executed the change
 * @param order what the player signed
 * @param receipt what the ledger answered: done
 */
public record ChangePart(BlockProof block, SignedOrder order, ProvenLeaf receipt) {}

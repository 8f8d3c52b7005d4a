package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.merkle.InclusionProof;

/**
 * That a bet was ordered, and what the ledger answered.
 *
 * @param block the block that ordered it
 * @param header what its batch says of itself
 * @param payloadHash SHA-256 of the rest of the batch
 * @param betPath from the bet's signed bytes to the batch's root
 * @param receipt the answer, a leaf of the same block
 */
public record Placement(
    BlockProof block,
    BatchHeader header,
    Digest payloadHash,
    InclusionProof betPath,
    ProvenLeaf receipt) {}

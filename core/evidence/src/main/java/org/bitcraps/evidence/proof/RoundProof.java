package org.bitcraps.evidence.proof;

import org.bitcraps.evidence.genesis.Genesis;

/**
 * One round without a bet: that its dice are what the validators had committed to before it opened.
 */
public record RoundProof(Genesis genesis, RoundPart round) {}

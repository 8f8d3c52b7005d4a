package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.exchange.BlockNotice;

/** A block that can never be undone: certificate, all bodies, and what its execution gave. */
public record CommittedBlock(BlockNotice notice, Executed executed) {}

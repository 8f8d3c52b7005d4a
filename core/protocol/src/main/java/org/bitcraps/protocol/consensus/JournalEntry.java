package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.wire.WireValue;

/**
 * One record of the journal. The host sees bytes; only the protocol that wrote them reads them
 * back, in the order in which they were written.
 */
public interface JournalEntry extends WireValue {}

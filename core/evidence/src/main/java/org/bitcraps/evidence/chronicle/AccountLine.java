package org.bitcraps.evidence.chronicle;

/**
 * An account after the last block that touched it.
 *
 * @param account lower-case hexadecimal
 * @param begun whether chips have ever reached it; orders of others leave receipts, too
 * @param firstSequence the block of its first line
 * @param lastSequence the block of its last line
 * @param lines how many there are
 */
public record AccountLine(
    String account,
    boolean begun,
    long balance,
    long firstSequence,
    long lastSequence,
    long lines) {}

package org.bitcraps.evidence.chronicle;

/**
 * What one validator gave to one round's dice.
 *
 * @param commitment frozen as betting opened
 * @param secret what was revealed, in time or late; null until then
 * @param missing whether the round was settled without it
 * @param clearedIn the block of a late reveal that cleared it
 */
public record RevealLine(
    int table,
    long round,
    int validator,
    String commitment,
    String secret,
    boolean missing,
    Long clearedIn) {}

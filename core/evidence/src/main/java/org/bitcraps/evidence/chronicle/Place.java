package org.bitcraps.evidence.chronicle;

/**
 * A line's place in its list, by which the next page begins: lines are only ever added at the end,
 * so a place stays what it is.
 *
 * @param major block, or round
 * @param minor leaf, table or validator; 0 where there is one line per block
 */
public record Place(long major, long minor) {}

package org.bitcraps.evidence.chronicle;

/**
 * A round of a table. What has not happened yet, or happened before the history began, is null.
 *
 * @param openedIn the block that opened it
 * @param closedIn the block that closed betting
 * @param sequence the block with the dice
 * @param leaf of its result tree
 * @param pointBefore the puck as the dice were thrown; 0 is OFF
 * @param beacon what the secrets hash to
 * @param missing committers without whose reveal it was settled
 */
public record RoundLine(
    int table,
    long round,
    Long openedIn,
    Long opensAtMs,
    Long closesAtMs,
    Long closedIn,
    Long closedAtMs,
    Long sequence,
    Integer leaf,
    Integer die1,
    Integer die2,
    Integer total,
    Integer pointBefore,
    Integer pointAfter,
    Boolean sevenOut,
    String beacon,
    int missing) {}

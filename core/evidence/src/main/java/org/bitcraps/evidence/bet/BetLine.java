package org.bitcraps.evidence.bet;

import org.bitcraps.evidence.craps.BetType;

/**
 * All alike bets of a batch in one line: a derived view for people, never what execution debits.
 *
 * @param type the bet
 * @param total sum of the stakes, base units; 2^63 − 1 if it is more, which nobody could pay
 * @param count number of bets
 */
public record BetLine(BetType type, long total, int count) {}

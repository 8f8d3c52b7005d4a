package org.bitcraps.client.sdk;

/**
 * What the gateway says of a table; proven by nothing. Times in effective milliseconds since 1970.
 *
 * @param table number of the table
 * @param name for people
 * @param sequence the block after which it stands so
 * @param round the current round; 0 before the first one
 * @param phase BETTING, REVEALING or SETTLED
 * @param opensAtMs when betting opened
 * @param closesAtMs when it closes
 * @param point the puck: 0 is OFF
 * @param stakeMin least stake of one bet
 * @param stakeMax most stake of one bet
 * @param timeMs the gateway's clock as it answered
 */
public record TableStatus(
    int table,
    String name,
    long sequence,
    long round,
    String phase,
    long opensAtMs,
    long closesAtMs,
    int point,
    long stakeMin,
    long stakeMax,
    long timeMs) {

  /** Whether bets are taken for another so many milliseconds, by the gateway's clock. */
  public boolean isBettingFor(long ms) {
    return phase.equals("BETTING") && closesAtMs - timeMs >= ms;
  }
}

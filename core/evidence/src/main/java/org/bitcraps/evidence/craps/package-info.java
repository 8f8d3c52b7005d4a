/**
 * The game: every bet as data, and the one settlement that interprets it. Pure and deterministic.
 *
 * <p>Belongs here: dice, bets, the table's state, what a roll does to a bet, which bets are legal,
 * what a bet can win at most, and the exact house edges computed from that same settlement. Does
 * not belong here: players, balances, bankrolls, rounds and their closing (the ledger's), bytes on
 * the wire, how a beacon becomes a roll (dice). Who comes in: bet, dice, execution, proof, the SDK
 * and the command line. Source: the game's rules page; SPEC §4; DESIGN B1–B4.
 *
 * <h2>The way of a bet</h2>
 *
 * <pre>
 *   wish ─ {@link org.bitcraps.evidence.craps.Placement} ─→ {@link org.bitcraps.evidence.craps.Bet}
 *   bet  ─ {@link org.bitcraps.evidence.craps.Alteration} ─→ bet, or taken down
 *   bet, table, roll ─ {@link org.bitcraps.evidence.craps.Settlement} ─→
 *       {@link org.bitcraps.evidence.craps.Resolution}, next {@link
 *       org.bitcraps.evidence.craps.TableState}
 * </pre>
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li><b>Decided once.</b> Whatever wins is paid with its stake and comes down, so "per bet made"
 *       is exactly what the published edge says, and money moves once per bet.
 *   <li><b>Split bets are one bet.</b> Horn, World and the like pay the winning part less what the
 *       other parts cost. The reserve for a bet is then its true maximum, and World on a 7 (4 to
 *       one on a fifth, less four fifths) is the push that the rules promise.
 *   <li><b>Progress lives in the table, and a bet on it starts from nil.</b> Small, Tall, All,
 *       repeaters and Fire may be placed exactly while the table has made no progress towards that
 *       very bet (for Fire: also only on the come-out). Then each such bet starts in the state from
 *       which its edge is computed, a half-made bet cannot be bought, no bet carries counters, and
 *       players need not wait for a new hand when nothing relevant has happened. Any 7 loses Small,
 *       Tall, All and repeaters, so the totals start again after any 7; the points made, after a
 *       seven-out.
 *   <li><b>Fire is settled at seven-out</b>, also when all six points are made earlier.
 *   <li><b>Odds are bets of their own</b> behind all base bets of the player on that number
 *       together (a Put counts as the Pass bet it is).
 *   <li><b>A Put is made on the point</b>, as a Pass bet that comes late.
 *   <li><b>The table maximum</b> is for all bets of one player that are alike, so that it cannot be
 *       passed by betting twice.
 * </ul>
 */
package org.bitcraps.evidence.craps;

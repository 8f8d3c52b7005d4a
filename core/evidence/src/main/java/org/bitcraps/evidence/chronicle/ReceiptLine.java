package org.bitcraps.evidence.chronicle;

/**
 * One certified effect on one account, and what it did to the balance. Block and leaf are what an
 * inclusion proof is asked for by. {@code change} of all lines of an account adds up to its
 * balance.
 *
 * @param sequence the block; for OPENING the state that the history began with
 * @param leaf of its result tree; for OPENING just a number
 * @param timeMs effective time
 * @param account lower-case hexadecimal
 * @param kind OPENING (the balance as the history began), an order (BET, TAKE_DOWN, REDUCE, PRESS,
 *     SWITCH_ON, SWITCH_OFF, FAUCET_GRANT, TRANSFER), CREDIT (another's transfer), or SETTLEMENT
 * @param order the order, or the bet that was settled; null for OPENING
 * @param subject the bet that an order changes
 * @param table null where it is about none
 * @param round null where it is about none
 * @param betType null where it is about no bet, or a bet unknown
 * @param point the number that the bet has travelled to; 0 if none
 * @param outcome DONE or why not; of a settlement WON, LOST, PUSHED, MOVED, RETURNED
 * @param rule which rule of the game refused it, for outcome RULES
 * @param amount base units: what was ordered; of a settlement the stake
 * @param nonce of an order
 * @param returned stake given back by a settlement
 * @param profit paid by the house on top
 * @param change of the balance
 * @param balance afterwards
 * @param detail a number that explains the outcome
 */
public record ReceiptLine(
    long sequence,
    int leaf,
    long timeMs,
    String account,
    String kind,
    String order,
    String subject,
    Integer table,
    Long round,
    String betType,
    int point,
    String outcome,
    String rule,
    long amount,
    Long nonce,
    long returned,
    long profit,
    long change,
    long balance,
    long detail) {}

/**
 * The only door to the vote key (DESIGN P1, W4).
 *
 * <p>Belongs here: what may be signed, given what was signed. Does not belong here: whether signing
 * would be useful (the protocols). Refusal is an empty {@code Optional}. Source: DiemBFT
 * safety-rules; PBFT02 §4.
 */
package org.bitcraps.protocol.safety;

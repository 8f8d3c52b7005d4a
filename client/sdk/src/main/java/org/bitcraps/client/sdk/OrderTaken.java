package org.bitcraps.client.sdk;

import org.bitcraps.evidence.bet.BetId;

/**
 * The gateway took an order: it says nothing about its effect, which only a certified receipt
 * proves.
 *
 * @param id identity of the order; computed here, the gateway has to agree
 * @param status {@code ACCEPTED}, or {@code DUPLICATE} if it had the same bytes before
 */
public record OrderTaken(BetId id, String status) {}

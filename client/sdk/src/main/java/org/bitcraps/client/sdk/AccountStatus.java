package org.bitcraps.client.sdk;

/**
 * What the gateway says of an account; proven by nothing.
 *
 * @param key the key it begins with
 * @param account its id
 * @param begun false if no grant or transfer has begun it: then all is 0
 * @param balance base units that are not on a table
 * @param nonceBase the lowest free nonce
 * @param nextNonce a nonce that neither the chain nor this gateway has seen used
 */
public record AccountStatus(
    String key, String account, boolean begun, long balance, long nonceBase, long nextNonce) {}

/**
 * Every key by which an operator says something about a node, in one place.
 *
 * <p>Belongs here: names, ranges, defaults and meanings; reading one value and refusing it with its
 * key. Does not belong here: what a host makes of the values, parameters of a chain ({@code
 * home.GenesisKeys}), addresses of peers (jms-config). Who comes in: start-up of validator and
 * gateway, and {@code docs/configuration.md}, which a test writes. Source: SPEC, head.
 */
package org.bitcraps.crypto.settings;

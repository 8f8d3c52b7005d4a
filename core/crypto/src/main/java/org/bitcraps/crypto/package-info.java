/**
 * Curve arithmetic and key files behind evidence's ports: the only room that sees a provider
 * (DESIGN W4).
 *
 * <p>Belongs here: one class per Ed25519 library, all giving the verdicts of rule X1; the choice
 * among them; the encrypted key file of a node. Does not belong here: what is signed (evidence),
 * who may sign (protocol.safety). Who comes in: whoever wires a host – start-up of validator and
 * gateway, the SDK. Providers are used as instances and never registered with {@code Security}: a
 * library must not change what the rest of an application server computes with.
 *
 * <p>Source: RFC 8032; DESIGN X1, W4; docs/vectors.
 */
package org.bitcraps.crypto;

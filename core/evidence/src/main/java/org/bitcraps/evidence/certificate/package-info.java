/**
 * What validators sign, and what q of them prove (DESIGN C1–C5).
 *
 * <p>Belongs here: statements, counting of distinct votes, certificates and their check by anyone.
 * Does not belong here: when to vote (protocol.safety). Who comes in: the protocols, gateways,
 * players. Source: PBFT02 §4.3; DESIGN C1–C7.
 */
package org.bitcraps.evidence.certificate;

/**
 * Digests, keys and signatures as values, and the ports behind which curve arithmetic lives.
 *
 * <p>Belongs here: fixed-size byte values, domain separation, the byte rules of X1 that need no
 * curve arithmetic beyond exact integers. Does not belong here: any crypto provider. Who comes in:
 * every room. Source: RFC 8032; DESIGN X1, C4.
 */
package org.bitcraps.evidence.keys;

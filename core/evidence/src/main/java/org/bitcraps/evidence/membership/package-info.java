/**
 * Who votes, and how many make a quorum.
 *
 * <p>Belongs here: identities, the set of one epoch, quorum arithmetic, the counters of the
 * protocol as types. Does not belong here: keys' curve arithmetic, certificates. Who comes in:
 * genesis, certificates, the protocols. Source: PBFT02 §3; DESIGN C1, P9.
 */
package org.bitcraps.evidence.membership;

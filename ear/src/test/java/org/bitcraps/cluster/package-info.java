/**
 * Several servers, each with a broker, a disk and keys of its own, and real faults.
 *
 * <p>Belongs here: what only shows when nodes are apart: their wiring, who may connect to whom, the
 * death of one while others go on. Does not belong here: what one server shows (table, page, kill).
 * The servers are started as {@code ./bitcraps testnet} starts them, on ports of their own. Source:
 * DESIGN §4, SPEC §1.
 */
package org.bitcraps.cluster;

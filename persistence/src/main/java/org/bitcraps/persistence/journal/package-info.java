/**
 * A validator's files: the journal, which is its truth, and the store of certified blocks, which is
 * derived from it. Both are logs of checked frames in one layout.
 *
 * <p>Belongs here: framing, recovery, locks, what an operator is told when a disk misbehaves. Does
 * not belong here: what a record means (protocol), databases (view). Who comes in: the start-up of
 * a node, through the ports of {@code org.bitcraps.protocol.port}.
 *
 * <p>Source: DESIGN P1, D1, X3, X4; salted checksums as in SQLite's write-ahead log; "fsyncgate"
 * (PostgreSQL, 2018): after a failed fsync nothing is known about what was written before it.
 */
package org.bitcraps.persistence.journal;

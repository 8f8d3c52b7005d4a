/**
 * Merkle trees after RFC 6962 §2.1: prefixes 0x00 and 0x01, no duplicated odd leaf (CVE-2012-2459),
 * index and size bound into the proof (DESIGN B5).
 *
 * <p>Belongs here: roots and inclusion proofs over opaque leaves. Does not belong here: what a leaf
 * means. Who comes in: batches (bets), execution (receipts), proofs.
 */
package org.bitcraps.evidence.merkle;

/**
 * The ledger: a function of (state, block) and nothing else (DESIGN C6, B1–B6).
 *
 * <p>Belongs here: blocks, the immutable ledger, receipts and their tree, the round machine. Does
 * not belong here: signatures (never checked here), clocks, views, who proposed. Who comes in:
 * replicas (speculatively and for good), gateways (to follow the chain), auditors (to replay it).
 */
package org.bitcraps.evidence.execution;

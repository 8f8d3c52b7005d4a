/**
 * The ledger: a function of (state, block) and nothing else (DESIGN C6, B1–B6).
 *
 * <p>Belongs here: blocks, the immutable ledger, receipts and their tree, the round machine. Does
 * not belong here: signatures (never checked here), clocks, views, who proposed; the rules of the
 * game (craps is asked, never repeated). Who comes in: replicas (speculatively and for good),
 * gateways (to follow the chain), auditors (to replay it).
 *
 * <h2>The way of a block</h2>
 *
 * <pre>
 *   {@link org.bitcraps.evidence.execution.ExecutedBlock#next}
 *     transitions due at the effective time     {@link org.bitcraps.evidence.execution.RoundMachine}
 *     players' orders, in order                 PlayerDesk → BetDesk, CashDesk
 *     commitments, reveals, in order            RoundMachine → TableSettlement
 *     touched entries applied, invariants       LedgerDraft → {@link org.bitcraps.evidence.execution.Ledger}
 *     leaf 0, root                              StateDelta, {@link org.bitcraps.evidence.execution.ResultRoot}
 * </pre>
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li><b>A nonce is used</b> by whatever an existing account orders with a nonce that is free and
 *       in the window, done or failed; by nothing else. So a failure is answered once, too.
 *   <li><b>Used nonces are remembered past the base</b>, the last one per slot of 256: a client
 *       that counts up and sends again is told its first receipt, not "too old".
 *   <li><b>Rounds open and fall back at the start of a block only</b>: see the round machine.
 *   <li><b>The reveal window runs from the block that closed betting</b>, not from the planned
 *       time: a stalled chain shortens it for nobody.
 *   <li><b>Between SETTLED and the next opening</b> live bets may be changed, and none placed.
 *   <li><b>The delta lists what differs</b>, not what was touched, so any implementation that keeps
 *       the state in another way computes the same digest.
 * </ul>
 */
package org.bitcraps.evidence.execution;

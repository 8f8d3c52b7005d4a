/**
 * PBFT with parent-linked blocks (PBFT02 §4; DESIGN P1–P8, C5, C7).
 *
 * <p>Belongs here: ordering of block digests, view changes with floors. Does not belong here: what
 * bodies mean, signing (safety), clocks, threads. Who comes in: the replica.
 *
 * <pre>
 * state            input                           → state           output
 * ---------------------------------------------------------------------------------------------
 * Normal(v), prim. bodies or a due phase           → Normal(v)       journal, PrePrepare
 * Normal(v), prim. what is urgent to the policy    → Normal(v)       journal, PrePrepare (R4)
 * Normal(v)        PrePrepare, linked, complete    → Normal(v)       journal bodies + vote, Prepare
 * Normal(v)        q Prepare, all below prepared   → Normal(v)       execute, journal, Commit
 * Normal(v)        q Commit for the next block     → Normal(v)       journal, committed
 * Normal(v)        PROGRESS, or f+1 others further → Changing(v′)    journal, ViewChange(v′)
 * Changing(v′)     q ViewChange(v′), primary of v′ → Normal(v′)      journal, NewView
 * Changing(v′)     valid NewView(w ≥ v′)           → Normal(w)       journal, Prepare for what it names
 * Changing(v′)     NEW_VIEW                        → Changing(v′+1)  journal, ViewChange(v′+1)
 * any, v           last slot of v certified        → same, v + 1     journal
 * any              certified blocks ahead          → same            journal, committed
 * any, far behind  a stable checkpoint is shown    → same            ChunksWanted
 * any, far behind  its list, its chunks            → same            journal; with all of them: restore, committed
 * any              a checkpoint's block certified  → same            hash, journal, Checkpoint
 * any              q equal Checkpoints             → same            journal: stable
 * any              our signature, not in journal   → Mute            journal, StandingWanted
 * Mute             q Standings, stable beyond them → any             journal: signs again (P8)
 * </pre>
 *
 * <p>What differs from PBFT02 (marked {@code DEVIATION} in the code, restated by the paper tests):
 *
 * <ul>
 *   <li>{@link PbftMessage}: the proposal is the primary's prepare; q prepares, no 2f besides it
 *   <li>{@link Ordering}: a commit signs the outcome too and waits for what is below; q commits are
 *       enough without having prepared, and also after giving up on the view; the reply to clients
 *       is that certificate; senders repeat what is not certain
 *   <li>{@link PbftState}: a view-change shows what we signed commits for, not all that prepared
 *   <li>{@link Floor}: a view begins above the highest certified block; nothing is kept above a gap
 *   <li>{@link ViewChanging}: a new-view carries no pre-prepares; f + 1 others are joined at the (f
 *       + 1)-th highest view
 *   <li>{@link Pacing}: no timeout exceeds 8 × base
 *   <li>{@link Checkpoints}: over a certified block, and no water mark moves with them
 *   <li>{@link Restoring}: one flat list of chunks, no hierarchy of partitions
 *   <li>{@link Amnesia}: a replica that lost its log signs nothing until a checkpoint decides what
 *       it forgot; §4 loses no log
 * </ul>
 */
package org.bitcraps.protocol.pbft;

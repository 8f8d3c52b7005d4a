/**
 * Scenarios of Twins: some validators run twice under one key, and hosts are separated stage by
 * stage of every view (Bano et al., <i>Twins: BFT Systems Made Robust</i>, OPODIS 2021).
 *
 * <p>Two instances of the production replica that share a key, each with a journal and a state of
 * its own, do everything that equivocates: two blocks for one place, votes for both, two
 * view-changes, two new-views. No code lies; what makes them contradict each other is that they
 * hear different things. So a bug found here is a bug of production code under a plain partition.
 *
 * <h2>What the paper enumerates, and what that is here</h2>
 *
 * <ul>
 *   <li><b>Leaders.</b> The paper gives every round a leader. PBFT's is view mod n, and no test may
 *       change it without changing the code. What is left of the choice: which validator is the
 *       twinned one (the first primary, the next one, the one after the separated views, none of
 *       them), all of which are enumerated; and in which view a host is. Views are driven by the
 *       replicas' own timers: view v may order its first slots only ({@link Frame#slots}), all that
 *       is beyond is lost, so work waits and the timers of everybody run out, whether the view
 *       certified something or not.
 *   <li><b>Rounds and partitions.</b> The paper's messages belong to a round, and a partition
 *       separates hosts for the messages of one round. Here a message belongs to a {@link Stage}:
 *       what begins a view and is proposed in it (view-changes for it, its new-view, pre-prepares),
 *       its prepares, or its commits; by what it says, not by when it is sent, so saying it again
 *       does not help. What names no view (status, requests, blocks, bodies, checkpoints, chunks)
 *       belongs to the first stage of the view that the sender is in or wants. Gateways reach
 *       everybody.
 *   <li><b>The walk</b> separates what is proposed and prepared alike, and all slots of a view; its
 *       partitions are those into one or two groups, which either hear each other or not. Drawn
 *       scenarios separate proposals from prepares, and each slot by itself (else no slot could be
 *       prepared without the one below it), have third groups, and hosts that hear nobody and are
 *       heard (else whoever sees a commit of another is seen by it).
 *   <li><b>The end.</b> Views beyond the last one are not separated, and after the time in which
 *       every timer can have run out for every view all that was lost may be said again: then
 *       everybody honest has to commit everything, and to stand in one place.
 * </ul>
 *
 * <h2>What is left out of the walk, and why nothing is lost</h2>
 *
 * <p>A choice is made when the first message of its stage is sent. Scenarios that differ only in
 * stages of which nothing was ever sent are one run. And the instances of a validator are alike
 * until something separates them: of two partitions that only swap their names the one is walked,
 * if nothing separated them before. That is exact up to the order of what arrives at one host in
 * the same moment, which the delays of the run decide.
 *
 * <p>P8: a replica that is shown a signature of its own that it does not know falls silent. Whoever
 * runs one key twice on purpose strikes that out of his journals; so do these instances (all that
 * are walked, and half of those that are drawn). The others are what happens to an operator by
 * mistake.
 *
 * <p>Belongs here: scenarios, their order and their names. Does not belong here: running them
 * ({@code TwinRun}), what must hold (invariants). Who comes in: the simulator, {@code bitcraps sim
 * --twins}, the build.
 */
package org.bitcraps.simulator.twins;

/**
 * Known bugs that the simulator has to find (DESIGN §4): how good is the tester?
 *
 * <p>Each mutant is a text file in {@code resources/mutants}: a rule of DESIGN §3 or an item of
 * PITFALLS, one production source file, and a piece of it with the piece to stand there instead. It
 * is compiled in memory and loaded in place of the original; production code has no switch for it.
 * It is killed if a named invariant or the liveness check finds a run guilty within the seeds that
 * the unmutated code passes in every build; an exception by itself kills nothing.
 *
 * <p>Belongs here: reading, compiling and hunting mutants. Does not belong here: invariants,
 * faults. Who comes in: the build, {@code bitcraps sim --mutants}.
 */
package org.bitcraps.simulator.mutants;

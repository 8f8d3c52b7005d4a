/**
 * A chain of servers under load while its parts die, stand still, lose each other and run out of
 * disk; everything that clients send and hear goes on record, and {@code ear/checker} judges it.
 *
 * <p>Belongs here: what hurts a cluster from outside, what plays at it meanwhile, and the recorder.
 * Does not belong here: any judgement; that is a program of its own which shares no code with this.
 * Comes in: {@link org.bitcraps.bench.faults.FaultsMain}; results in {@code docs/fault-tests.md}.
 */
package org.bitcraps.bench.faults;

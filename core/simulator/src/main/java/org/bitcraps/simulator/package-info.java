/**
 * The hostile world in one thread (DESIGN §4): n replicas of the production core, one seed, one
 * queue of events. The same seed gives the same run to the last byte.
 *
 * <p>Belongs here: network, disks, clocks, crashes, couriers, and the loop that drives them. Does
 * not belong here: any decision of a replica; what must hold ({@code invariants}); how a faulty
 * validator behaves ({@code byzantine}). Who comes in: tests, {@code bitcraps sim}. Source:
 * TigerBeetle's VOPR; FoundationDB's simulation.
 */
package org.bitcraps.simulator;

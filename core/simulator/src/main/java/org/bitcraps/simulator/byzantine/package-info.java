/**
 * How a faulty validator behaves (DESIGN §4, fault menu). It runs the production core and lies
 * about what the core says: so it knows as much as an honest one, and signs what it likes with its
 * own key.
 *
 * <p>Belongs here: one vice per behaviour. Does not belong here: faults of networks and disks. Who
 * comes in: the cluster of a run.
 */
package org.bitcraps.simulator.byzantine;

/**
 * What must hold in every run, one file each (DESIGN §4). Each looks from outside: at the wire, at
 * what hosts commit, at their disks; none asks a replica whether it is right.
 *
 * <p>Belongs here: invariants of safety. Does not belong here: liveness (the run itself), faults.
 * Who comes in: the cluster, which tells honest validators' deeds only.
 */
package org.bitcraps.simulator.invariants;

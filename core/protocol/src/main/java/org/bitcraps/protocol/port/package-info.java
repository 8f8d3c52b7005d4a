/**
 * Ports to what outlives a process. Interfaces only; the hands implement them (DESIGN §1).
 *
 * <p>Who comes in: the output runner of a node, the simulator's disk. Implementations are named by
 * technology.
 */
package org.bitcraps.protocol.port;

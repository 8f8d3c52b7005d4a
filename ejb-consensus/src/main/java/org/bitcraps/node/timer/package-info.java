/**
 * The timers that a replica set, as deadlines of its own loop: nothing else can make one fire.
 *
 * <p>Belongs here: when which timer is due. Does not belong here: what follows (protocol). Who
 * comes in: the loop, on its thread. Source: DESIGN §2.
 */
package org.bitcraps.node.timer;

/**
 * The whole application in a real server, seen from outside.
 *
 * <p>Belongs here: clients of a deployed EAR. Does not belong here: tests that look into a room.
 * Who comes in: the build's {@code integration-test} phase. Source: DESIGN §4 (container).
 */
package org.bitcraps.server;

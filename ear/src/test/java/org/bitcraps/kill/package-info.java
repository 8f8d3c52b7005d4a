/**
 * A whole server that dies without warning, and what is left of its word.
 *
 * <p>Belongs here: tests that end a real process by force, and the tape of what it sent. Does not
 * belong here: deaths within one process ({@code org.bitcraps.node.startup}). Who comes in: the
 * build's {@code integration-test} phase. Source: DESIGN §4 (cluster), P1, R1.
 */
package org.bitcraps.kill;

/**
 * A whole server on tape: what it tells whom and when, and what is left of its word when it dies
 * without warning.
 *
 * <p>Belongs here: tests that end a real process by force, or listen to all that it sends. Does not
 * belong here: deaths within one process ({@code org.bitcraps.node.startup}). Who comes in: the
 * build's {@code integration-test} phase. Source: DESIGN §4 (cluster), P1, R1, R2.
 */
package org.bitcraps.kill;

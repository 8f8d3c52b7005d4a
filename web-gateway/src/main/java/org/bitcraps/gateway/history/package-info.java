/**
 * Keeps the readable history up with the chain, on a thread of its own: a database that is slow or
 * away delays this thread and nothing else.
 *
 * <p>Belongs here: when a block is written, where missed ones come from, what operators are told.
 * Does not belong here: how lines are kept (behind {@link
 * org.bitcraps.evidence.chronicle.Chronicle}), HTTP. Who comes in: start-up, resources, health.
 * Source: SPEC §6, §12; docs/adr/0013.
 */
package org.bitcraps.gateway.history;

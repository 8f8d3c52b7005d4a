/**
 * What a validator remembers of its own checks, so that it need not repeat them.
 *
 * <p>Belongs here: the bounded memory on the heap, which is all that a vote ever asks; the shelf
 * behind it (a cache that outlives a validator's life and that others can write to), which is
 * filled and read on a thread of its own. Does not belong here: what a verdict is about and how it
 * is sealed ({@code protocol.replica}), which cache the shelf is (startup). Who comes in: ingress
 * by way of {@code Admission}, startup. Source: DESIGN X2, X4; docs/adr/0016-caches.md.
 */
package org.bitcraps.node.verdicts;

/**
 * What a validator remembers of its own checks, so that it need not repeat them.
 *
 * <p>Belongs here: the bounded memory on the heap, which is all that a vote ever asks; what of it
 * goes on the shelf and comes back. Does not belong here: what a verdict is about and how it is
 * sealed ({@code protocol.replica}), the shelf. Who comes in: ingress by way of {@code Admission},
 * startup. Source: DESIGN X2, X4; docs/adr/0016-caches.md.
 */
package org.bitcraps.node.verdicts;

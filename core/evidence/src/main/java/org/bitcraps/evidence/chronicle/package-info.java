/**
 * The readable history as ports and lines: what a database shows of certified blocks, for people
 * who look things up. The lines are believed by nobody; each names the block and the leaf that
 * prove it.
 *
 * <p>Belongs here: the {@link org.bitcraps.evidence.chronicle.Chronicle} port, the lines it gives,
 * what may be asked. Does not belong here: how lines are kept (persistence.view), who asks
 * (gateway). Who comes in: the gateway that writes and reads, the view that keeps. Source: SPEC §6,
 * §12; DESIGN G3.
 */
package org.bitcraps.evidence.chronicle;

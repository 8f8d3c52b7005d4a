/**
 * Where a node is put together: configuration, the ceremony of a devnet, checks, validators and
 * their threads; the only package of the node that sees crypto (W5).
 *
 * <p>Belongs here: {@link org.bitcraps.node.startup.NodeBean} (the container's way in), wiring.
 * Does not belong here: anything that happens per message. Configuration keys: {@link
 * org.bitcraps.node.startup.NodeConfiguration}. Who comes in: the container; the gateway through
 * {@code org.bitcraps.evidence.exchange.NodePanel}. Source: SPEC §1, DESIGN G1.
 */
package org.bitcraps.node.startup;

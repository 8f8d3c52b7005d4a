/**
 * What people see of a validator: counts, where it stands, a line in the log when something is
 * unusual.
 *
 * <p>Belongs here: {@link org.bitcraps.node.observation.Count} (the names in reports and metrics),
 * log lines. Does not belong here: anything that a decision rests on; nothing here is per block.
 * Who comes in: all parts of a node count; the panel ({@code
 * org.bitcraps.evidence.exchange.NodePanel}) reads. Source: SPEC §13.
 */
package org.bitcraps.node.observation;

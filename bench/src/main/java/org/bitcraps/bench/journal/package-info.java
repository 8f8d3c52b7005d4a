/**
 * The journal that a validator has beside the one that it could have had.
 *
 * <p>Belongs here: Artemis' journal library behind the port, and what both cost (ADR 0018). Does
 * not belong here: anything a node runs.
 */
package org.bitcraps.bench.journal;

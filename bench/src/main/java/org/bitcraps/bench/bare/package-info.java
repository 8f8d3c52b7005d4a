/**
 * The bare stack: the same requests over the same server, broker and disk, without signatures,
 * agreement, execution and proofs. What it reaches is what the platform leaves to us.
 *
 * <p>Here: a WAR of its own, deployed beside the application by {@code
 * org.bitcraps.bench.load.EndToEnd}. Not here: anything of the product, nor of the load.
 */
package org.bitcraps.bench.bare;

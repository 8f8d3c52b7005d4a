/**
 * How many operations a second four validators order: production replicas, journals and ledger in
 * one JVM, with queues in memory instead of a broker.
 *
 * <p>Here: the house of members, their lines, the load, what is counted. Not here: HTTP, Artemis
 * and the gateway ({@code org.bitcraps.bench.load}). Who comes in: {@code OrderBench}, by hand.
 */
package org.bitcraps.bench.order;

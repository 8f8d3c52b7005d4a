/**
 * The contract between a deterministic replica and its host: what can happen ({@code Input}), what
 * must be done ({@code Output}), in which order.
 *
 * <p>Belongs here: the vocabulary that every protocol shares. Does not belong here: a protocol.
 * Knows nothing of what bytes mean: bodies are digests here. Source: etcd/raft's Ready contract;
 * DESIGN §2.
 */
package org.bitcraps.protocol.consensus;

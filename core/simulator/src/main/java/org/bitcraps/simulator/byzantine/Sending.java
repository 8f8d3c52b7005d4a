package org.bitcraps.simulator.byzantine;

import org.bitcraps.evidence.membership.ReplicaId;

/** Bytes that a faulty validator sends to somebody, after a delay in microseconds. */
public record Sending(ReplicaId to, byte[] bytes, long delayUs) {}

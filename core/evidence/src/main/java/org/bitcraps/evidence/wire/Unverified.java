package org.bitcraps.evidence.wire;

/** A value whose bytes were well-formed and whose signatures nobody has checked yet. */
public record Unverified<T>(T value) {}

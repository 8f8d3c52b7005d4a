package org.bitcraps.evidence.chronicle;

/**
 * A certified block. Its signers and view are not here: several certificates of one block are
 * equally good, and a rebuilt history must be the same (DESIGN C2).
 *
 * @param digest identity, lower-case hexadecimal like all digests here
 * @param timeMs the proposer's clock
 * @param effectiveTimeMs its time for all rules
 * @param bodies operations of the order
 * @param leaves effects under the result root, the summary included
 */
public record BlockLine(
    long sequence,
    String digest,
    String parent,
    long epoch,
    long timeMs,
    long effectiveTimeMs,
    String resultRoot,
    int bodies,
    int leaves) {}

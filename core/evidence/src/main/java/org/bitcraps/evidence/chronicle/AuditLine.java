package org.bitcraps.evidence.chronicle;

/**
 * Who did what to this server. Each line's hash covers the one before it: loss or edit of one
 * shows.
 *
 * @param entry 1, 2, 3, …
 * @param actor who; at most 100 characters
 * @param action what, a word in capitals
 * @param target to what
 * @param trace by which the log can be searched; may be empty
 * @param previous hash of the entry before; zeros for the first
 * @param hash SHA-256 of all the other fields
 */
public record AuditLine(
    long entry,
    long timeMs,
    String actor,
    String action,
    String target,
    boolean success,
    String trace,
    String previous,
    String hash) {}

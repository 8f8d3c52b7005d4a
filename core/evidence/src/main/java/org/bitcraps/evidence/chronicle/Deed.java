package org.bitcraps.evidence.chronicle;

/**
 * Something done administratively, to be written down.
 *
 * @param timeMs when, milliseconds since 1970
 * @param actor who: {@code operator}, a key's name; at most 100 characters
 * @param action what, a word in capitals; at most 100 characters
 * @param target to what; at most 200 characters
 * @param trace by which the log can be searched; may be empty; at most 100 characters
 */
public record Deed(
    long timeMs, String actor, String action, String target, boolean success, String trace) {}

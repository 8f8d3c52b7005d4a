/**
 * How a chain is founded: what its operators agree upon ({@code Charter}), what each of them shows
 * the others ({@code Member}), and what they make of it, each at home ({@code MemberHome}).
 *
 * <p>Belongs here: the files that travel before a chain is there, and their checks. Does not belong
 * here: where things lie in a home ({@code home}), what a running node asks for. Who comes in: the
 * commands {@code charter}, {@code keys node}, {@code init}, {@code testnet}; a devnet, which is
 * founded by one hand ({@code Founding}). Source: DESIGN G1, P8; SPEC §12; ADR 0019.
 */
package org.bitcraps.crypto.ceremony;

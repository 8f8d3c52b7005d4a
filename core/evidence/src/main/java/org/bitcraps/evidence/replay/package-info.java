/**
 * The whole chain, executed again by somebody who trusts its genesis and nobody else.
 *
 * <p>Belongs here: the bytes of {@code blocks.bin}, the replay that checks every link, certificate,
 * signature, result root, die and payout of it, why one fails, what was counted. Does not belong
 * here: files, networks, printing. Who comes in: gateways (write), the SDK and the command line
 * (replay). Byte tables: {@code docs/wire.md}; reasons: {@code docs/proof.md}.
 */
package org.bitcraps.evidence.replay;

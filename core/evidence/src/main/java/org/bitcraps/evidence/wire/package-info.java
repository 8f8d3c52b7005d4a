/**
 * Canonical bytes: one encoding per value, decode ∘ encode = identity (DESIGN X3).
 *
 * <p>Big-endian fixed-width integers, length prefixes of four bytes, limits checked before anything
 * is allocated, trailing bytes refused. Belongs here: the reader, the writer, and the types that
 * say whether bytes have been checked. Does not belong here: any particular message. Who comes in:
 * every value that is hashed, signed, stored or sent. Byte tables: {@code docs/wire.md}.
 */
package org.bitcraps.evidence.wire;

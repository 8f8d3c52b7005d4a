package org.bitcraps.evidence.execution;

import java.util.Arrays;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * Which nonces an account has used: each once, in any order, within a window (DESIGN B1).
 *
 * <p>The base is the lowest free nonce; nonces in [base, base + 256) may be used. A ring of 256
 * slots, nonce mod 256, remembers of the last nonce used in each slot which order used it and where
 * its receipt stands: so the same order again is told its first receipt, also after the base has
 * passed it, until another nonce takes the slot.
 *
 * <p>Immutable; a use copies 16 references and one chunk of the ring. An order is remembered by the
 * first 16 bytes of its id: a player who finds two orders with the same 16 bytes is told DUPLICATE
 * for NONCE_REUSED, and both answers refuse.
 */
public final class NonceWindow {

  // Small, for every use copies one chunk and one group: 4 slots, 8 chunks, 8 groups.
  private static final int CHUNK = 4;
  private static final int GROUP = 8;
  // One slot: nonce + 1 (0 = never used), id bytes 0…7, id bytes 8…15, sequence, leaf index.
  private static final int SLOT = 5;

  /** How many nonces from the base on may be used. */
  public static final int WIDTH = 256;

  /** The window of a new account. */
  public static final NonceWindow FRESH =
      new NonceWindow(0, new long[WIDTH / 64], new long[WIDTH / CHUNK / GROUP][][]);

  /** What a nonce is to an order. */
  public enum Standing {
    /** It may be used. */
    FREE,
    /** Under the base, and what used it is forgotten. */
    TOO_OLD,
    /** At base + 256 or beyond. */
    TOO_FAR,
    /** This very order has used it. */
    SAME_ORDER,
    /** Another order has used it. */
    OTHER_ORDER
  }

  private final long base;
  private final long[] bits;
  private final long[][][] ring;

  private NonceWindow(long base, long[] bits, long[][][] ring) {
    this.base = base;
    this.bits = bits;
    this.ring = ring;
  }

  /** The lowest free nonce. */
  public long base() {
    return base;
  }

  /** What {@code nonce} is to the order {@code id}. */
  public Standing check(long nonce, BetId id) {
    if (nonce - base >= WIDTH) {
      return Standing.TOO_FAR;
    }
    if (remembers(nonce)) {
      long[] chunk = chunk(slot(nonce));
      int at = slot(nonce) % CHUNK * SLOT;
      return chunk[at + 1] == id.digest().word(0) && chunk[at + 2] == id.digest().word(1)
          ? Standing.SAME_ORDER
          : Standing.OTHER_ORDER;
    }
    return nonce < base ? Standing.TOO_OLD : Standing.FREE;
  }

  /** Where the receipt of the order stands that used {@code nonce}; empty if free or forgotten. */
  public Optional<LeafPlace> firstUse(long nonce) {
    if (!remembers(nonce)) {
      return Optional.empty();
    }
    long[] chunk = chunk(slot(nonce));
    int at = slot(nonce) % CHUNK * SLOT;
    return Optional.of(new LeafPlace(new SequenceNumber(chunk[at + 3]), (int) chunk[at + 4]));
  }

  /** Whether {@code nonce} may be used now. */
  public boolean isFree(long nonce) {
    return nonce >= base && nonce - base < WIDTH && !bit(nonce);
  }

  /**
   * This window after {@code id} has used {@code nonce}.
   *
   * @throws IllegalStateException if it is not free: our own mistake
   */
  NonceWindow use(long nonce, BetId id, LeafPlace receipt) {
    if (!isFree(nonce)) {
      throw new IllegalStateException("nonce " + nonce + " is not free, base " + base);
    }
    int slot = slot(nonce);
    long[] chunk = copyOf(slot);
    int at = slot % CHUNK * SLOT;
    chunk[at] = nonce + 1;
    chunk[at + 1] = id.digest().word(0);
    chunk[at + 2] = id.digest().word(1);
    chunk[at + 3] = receipt.sequence().value();
    chunk[at + 4] = receipt.index();
    long[] newBits = bits.clone();
    newBits[slot / 64] |= 1L << slot;
    long newBase = base;
    while ((newBits[slot(newBase) / 64] >>> slot(newBase) & 1) == 1) {
      newBits[slot(newBase) / 64] &= ~(1L << slot(newBase));
      newBase++;
    }
    return new NonceWindow(newBase, newBits, with(slot, chunk));
  }

  private long[] chunk(int slot) {
    long[][] group = ring[slot / CHUNK / GROUP];
    return group == null ? null : group[slot / CHUNK % GROUP];
  }

  private long[] copyOf(int slot) {
    long[] chunk = chunk(slot);
    return chunk == null ? new long[CHUNK * SLOT] : chunk.clone();
  }

  private long[][][] with(int slot, long[] chunk) {
    long[][][] newRing = ring.clone();
    long[][] old = ring[slot / CHUNK / GROUP];
    long[][] group = old == null ? new long[GROUP][] : old.clone();
    group[slot / CHUNK % GROUP] = chunk;
    newRing[slot / CHUNK / GROUP] = group;
    return newRing;
  }

  private boolean remembers(long nonce) {
    long[] chunk = chunk(slot(nonce));
    return chunk != null && chunk[slot(nonce) % CHUNK * SLOT] == nonce + 1;
  }

  private boolean bit(long nonce) {
    return (bits[slot(nonce) / 64] >>> slot(nonce) & 1) == 1;
  }

  /** Where the ring remembers a nonce: 0 … 255. */
  static int slot(long nonce) {
    return (int) (nonce % WIDTH);
  }

  private static long head(byte[] bytes, int from) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[from + i] & 0xff);
    }
    return value;
  }

  /** Base and bitmap: bit (n mod 256) is set iff n is used and in the window. 40 bytes. */
  void encodeTo(Encoder out) {
    out.u63(base);
    for (long word : bits) {
      out.word(word);
    }
  }

  /** Whether a slot has ever been used. */
  boolean hasSlot(int slot) {
    long[] chunk = chunk(slot);
    return chunk != null && chunk[slot % CHUNK * SLOT] != 0;
  }

  /** One used slot: nonce, 16 bytes of the order's id, place of its receipt. 36 bytes. */
  void encodeSlotTo(Encoder out, int slot) {
    long[] chunk = chunk(slot);
    int at = slot % CHUNK * SLOT;
    out.u63(chunk[at] - 1);
    out.word(chunk[at + 1]).word(chunk[at + 2]);
    out.u63(chunk[at + 3]).u31((int) chunk[at + 4]);
  }

  /** Reads what {@link #encodeTo} wrote; the slots come after it, one by one. */
  static NonceWindow decode(Decoder in) {
    long base = in.u63("nonceBase");
    long[] bits = new long[WIDTH / 64];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = word(in, "nonceBits");
    }
    return new NonceWindow(base, bits, FRESH.ring);
  }

  /** This window with one used slot, as {@link #encodeSlotTo} wrote it. */
  NonceWindow withSlot(int slot, Decoder in) {
    long nonce = in.u63("nonce");
    MalformedException.require(
        slot(nonce) == slot && nonce < Long.MAX_VALUE, "nonce", "not of slot " + slot);
    long[] chunk = copyOf(slot);
    int at = slot % CHUNK * SLOT;
    chunk[at] = nonce + 1;
    chunk[at + 1] = word(in, "order");
    chunk[at + 2] = word(in, "order");
    chunk[at + 3] = in.u63("sequence");
    chunk[at + 4] = in.u31("index");
    return new NonceWindow(base, bits, with(slot, chunk));
  }

  private static long word(Decoder in, String field) {
    return head(in.fixed(Long.BYTES, field), 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NonceWindow that
        && base == that.base
        && Arrays.equals(bits, that.bits)
        && Arrays.deepEquals(ring, that.ring);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(base) * 31 + Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return "NonceWindow[base=" + base + "]";
  }
}

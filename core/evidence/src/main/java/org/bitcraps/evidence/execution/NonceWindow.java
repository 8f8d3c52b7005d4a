package org.bitcraps.evidence.execution;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
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
 * <p>Immutable; a use copies 33 references and one chunk of the ring. An order is remembered by the
 * first 16 bytes of its id: a player who finds two orders with the same 16 bytes is told DUPLICATE
 * for NONCE_REUSED, and both answers refuse.
 */
public final class NonceWindow {

  private static final int CHUNK = 8;
  // One slot: nonce + 1 (0 = never used), id bytes 0…7, id bytes 8…15, sequence, leaf index.
  private static final int SLOT = 5;

  /** How many nonces from the base on may be used. */
  public static final int WIDTH = 256;

  /** The window of a new account. */
  public static final NonceWindow FRESH =
      new NonceWindow(0, new long[WIDTH / 64], new long[WIDTH / CHUNK][]);

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
  private final long[][] ring;

  private NonceWindow(long base, long[] bits, long[][] ring) {
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
      long[] chunk = ring[slot(nonce) / CHUNK];
      int at = slot(nonce) % CHUNK * SLOT;
      byte[] bytes = id.digest().toBytes();
      return chunk[at + 1] == head(bytes, 0) && chunk[at + 2] == head(bytes, 8)
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
    long[] chunk = ring[slot(nonce) / CHUNK];
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
    long[][] newRing = ring.clone();
    long[] old = ring[slot / CHUNK];
    long[] chunk = old == null ? new long[CHUNK * SLOT] : old.clone();
    byte[] bytes = id.digest().toBytes();
    int at = slot % CHUNK * SLOT;
    chunk[at] = nonce + 1;
    chunk[at + 1] = head(bytes, 0);
    chunk[at + 2] = head(bytes, 8);
    chunk[at + 3] = receipt.sequence().value();
    chunk[at + 4] = receipt.index();
    newRing[slot / CHUNK] = chunk;

    long[] newBits = bits.clone();
    newBits[slot / 64] |= 1L << slot;
    long newBase = base;
    while ((newBits[slot(newBase) / 64] >>> slot(newBase) & 1) == 1) {
      newBits[slot(newBase) / 64] &= ~(1L << slot(newBase));
      newBase++;
    }
    return new NonceWindow(newBase, newBits, newRing);
  }

  private boolean remembers(long nonce) {
    long[] chunk = ring[slot(nonce) / CHUNK];
    return chunk != null && chunk[slot(nonce) % CHUNK * SLOT] == nonce + 1;
  }

  private boolean bit(long nonce) {
    return (bits[slot(nonce) / 64] >>> slot(nonce) & 1) == 1;
  }

  private static int slot(long nonce) {
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
      fixed(out, word);
    }
  }

  /** Whether a slot has ever been used. */
  boolean hasSlot(int slot) {
    long[] chunk = ring[slot / CHUNK];
    return chunk != null && chunk[slot % CHUNK * SLOT] != 0;
  }

  /** Whether base and bitmap are the same in both. */
  boolean sameWindow(NonceWindow other) {
    return base == other.base && Arrays.equals(bits, other.bits);
  }

  /** Calls {@code slot} for each slot that this window holds other than {@code old} does. */
  @SuppressWarnings("ReferenceEquality") // windows share the chunks that no use has copied
  void changedSlots(NonceWindow old, IntConsumer slot) {
    for (int i = 0; i < ring.length; i++) {
      if (ring[i] == old.ring[i]) {
        continue;
      }
      long[] before = old.ring[i] == null ? new long[CHUNK * SLOT] : old.ring[i];
      for (int at = 0; at < CHUNK * SLOT; at += SLOT) {
        if (!Arrays.equals(ring[i], at, at + SLOT, before, at, at + SLOT)) {
          slot.accept(i * CHUNK + at / SLOT);
        }
      }
    }
  }

  /** One used slot: nonce, 16 bytes of the order's id, place of its receipt. 36 bytes. */
  void encodeSlotTo(Encoder out, int slot) {
    long[] chunk = ring[slot / CHUNK];
    int at = slot % CHUNK * SLOT;
    out.u63(chunk[at] - 1);
    fixed(out, chunk[at + 1]);
    fixed(out, chunk[at + 2]);
    out.u63(chunk[at + 3]).u31((int) chunk[at + 4]);
  }

  /** Reads what {@link #encodeTo} wrote; the slots come after it, one by one. */
  static NonceWindow decode(Decoder in) {
    long base = in.u63("nonceBase");
    long[] bits = new long[WIDTH / 64];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = word(in, "nonceBits");
    }
    return new NonceWindow(base, bits, new long[WIDTH / CHUNK][]);
  }

  /** This window with one used slot, as {@link #encodeSlotTo} wrote it. */
  NonceWindow withSlot(int slot, Decoder in) {
    long nonce = in.u63("nonce");
    MalformedException.require(
        slot(nonce) == slot && nonce < Long.MAX_VALUE, "nonce", "not of slot " + slot);
    long[][] newRing = ring.clone();
    long[] old = ring[slot / CHUNK];
    long[] chunk = old == null ? new long[CHUNK * SLOT] : old.clone();
    int at = slot % CHUNK * SLOT;
    chunk[at] = nonce + 1;
    chunk[at + 1] = word(in, "order");
    chunk[at + 2] = word(in, "order");
    chunk[at + 3] = in.u63("sequence");
    chunk[at + 4] = in.u31("index");
    newRing[slot / CHUNK] = chunk;
    return new NonceWindow(base, bits, newRing);
  }

  private static long word(Decoder in, String field) {
    return head(in.fixed(Long.BYTES, field), 0);
  }

  private static void fixed(Encoder out, long word) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (word >>> (56 - 8 * i));
    }
    out.fixed(bytes);
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

package org.bitcraps.evidence.execution;

import java.util.function.IntConsumer;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.AccountId;

/** One account while a block executes: looked up once, however many orders touch it. */
final class AccountDraft implements Comparable<AccountDraft> {

  private final AccountId id;
  private final Account before;
  private Account now;

  /** A bit for each slot of the ring of nonces that was written; null: none. */
  private long[] slots;

  /**
   * An account as the block finds it.
   *
   * @param before null if it has not begun
   */
  AccountDraft(AccountId id, Account before) {
    this.id = id;
    this.before = before;
    this.now = before;
  }

  AccountId id() {
    return id;
  }

  /** As it was before the block; null if it had not begun. */
  Account before() {
    return before;
  }

  /** As it is now; null if it has not begun. */
  Account now() {
    return now;
  }

  void set(Account account) {
    now = account;
  }

  /** Uses a nonce that is free: its order, and where the receipt of that stands. */
  void use(long nonce, BetId order, LeafPlace receipt) {
    now = now.withNonces(now.nonces().use(nonce, order, receipt));
    if (slots == null) {
      slots = new long[NonceWindow.WIDTH / 64];
    }
    int slot = NonceWindow.slot(nonce);
    slots[slot / 64] |= 1L << slot;
  }

  /** Whether a nonce was used: then window and slots have changed, for none is used twice. */
  boolean usedNonces() {
    return slots != null;
  }

  /** Calls {@code slot} for each slot of the ring of nonces that was written, ascending. */
  void forEachUsedSlot(IntConsumer slot) {
    for (int word = 0; slots != null && word < slots.length; word++) {
      for (long left = slots[word]; left != 0; left &= left - 1) {
        slot.accept(word * 64 + Long.numberOfTrailingZeros(left));
      }
    }
  }

  /** Whether anything was set: what was only looked up is no change. */
  @SuppressWarnings("ReferenceEquality") // an account that nobody replaced is the same object
  boolean isTouched() {
    return now != before;
  }

  /** By id: the order of entries. */
  @Override
  public int compareTo(AccountDraft other) {
    return id.compareTo(other.id);
  }
}

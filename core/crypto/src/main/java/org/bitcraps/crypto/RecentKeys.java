package org.bitcraps.crypto;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bitcraps.evidence.keys.PublicKey;

/**
 * Public keys that passed the key check lately, each with what its provider needs to use it.
 *
 * <p>A key check costs as much as a verification or more, so it is done once per key and not once
 * per signature. Keys that fail are not remembered: a flood of bad keys evicts nobody. Two
 * generations of at most {@code bound} entries each: when the young one is full it becomes the old
 * one and the old one is dropped; a hit in the old one moves its entry up. Readers take no lock.
 * Losing an entry costs one more check and changes no verdict.
 */
final class RecentKeys<V> {

  /** Per generation. A decoded point takes about 250 bytes with its map entry. */
  static final int DEFAULT_BOUND = 16_384;

  private final int bound;
  private final Function<PublicKey, Optional<V>> check;
  private volatile Map<PublicKey, V> young = new ConcurrentHashMap<>();
  private volatile Map<PublicKey, V> old = Map.of();

  /**
   * @param check decodes and checks a key; empty if it is not valid
   */
  RecentKeys(int bound, Function<PublicKey, Optional<V>> check) {
    if (bound < 1) {
      throw new IllegalArgumentException("the bound must be positive, not " + bound);
    }
    this.bound = bound;
    this.check = check;
  }

  /** What the check made of the key; empty if the key is not valid. */
  Optional<V> find(PublicKey key) {
    V known = young.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    known = old.get(key);
    Optional<V> found = known != null ? Optional.of(known) : check.apply(key);
    found.ifPresent(value -> remember(key, value));
    return found;
  }

  private synchronized void remember(PublicKey key, V value) {
    if (young.size() >= bound) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
    young.put(key, value);
  }

  /** Entries held, at most twice the bound. */
  int size() {
    return young.size() + old.size();
  }
}

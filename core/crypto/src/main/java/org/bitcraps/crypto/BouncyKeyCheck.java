package org.bitcraps.crypto;

import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;

/**
 * The key check of X1 by BouncyCastle, for hosts: the verdicts of the exact-integer one.
 *
 * <p>Valid keys are remembered: a block is executed again after every view change, and a check
 * costs as much as twenty orders.
 */
public final class BouncyKeyCheck implements KeyCheck {

  private final RecentKeys<Boolean> valid =
      new RecentKeys<>(
          RecentKeys.DEFAULT_BOUND, key -> BouncyScheme.decode(key).map(point -> true));

  /** One that remembers nothing yet. */
  public BouncyKeyCheck() {}

  @Override
  public boolean isValid(PublicKey key) {
    return valid.find(key).isPresent();
  }
}

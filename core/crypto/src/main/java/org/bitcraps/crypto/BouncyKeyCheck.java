package org.bitcraps.crypto;

import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;

/** The key check of X1 by BouncyCastle, for hosts: the verdicts of the exact-integer one. */
public final class BouncyKeyCheck implements KeyCheck {

  @Override
  public boolean isValid(PublicKey key) {
    return BouncyScheme.decode(key).isPresent();
  }
}

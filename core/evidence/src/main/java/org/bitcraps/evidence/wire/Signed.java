package org.bitcraps.evidence.wire;

import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;

/** One signature to check: by whom, over which bytes. */
public final class Signed {

  private final PublicKey key;
  private final byte[] message;
  private final Signature signature;

  /** The claim that {@code key} signed {@code message}; the array is not copied. */
  public Signed(PublicKey key, byte[] message, Signature signature) {
    this.key = key;
    this.message = message;
    this.signature = signature;
  }

  /** Whether the claim is true, by rule X1. */
  boolean holds(Verifier verifier) {
    return verifier.isValid(key, message, signature);
  }
}

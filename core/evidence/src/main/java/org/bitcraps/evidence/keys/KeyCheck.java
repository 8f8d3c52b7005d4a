package org.bitcraps.evidence.keys;

/** The check that a public key passes once, when it is registered (DESIGN X1). */
public interface KeyCheck {

  /**
   * Whether the 32 bytes are the canonical encoding of a point of the prime-order subgroup that is
   * not the neutral element. Never throws.
   */
  boolean isValid(PublicKey key);
}

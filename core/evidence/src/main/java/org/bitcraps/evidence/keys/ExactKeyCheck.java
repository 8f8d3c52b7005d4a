package org.bitcraps.evidence.keys;

/**
 * The key check of X1 with exact integers and nothing else: what an auditor can read and trust. It
 * takes a few milliseconds; hosts use the equal, faster one of the crypto room.
 *
 * <p>A key is valid iff it decodes canonically (RFC 8032 §5.1.3) to a point A ≠ O with [L]A = O.
 */
public final class ExactKeyCheck implements KeyCheck {

  /** Stateless; every instance is as good as another. */
  public ExactKeyCheck() {}

  @Override
  public boolean isValid(PublicKey key) {
    return SignatureRules.wellFormed(key)
        && ExactPoint.decode(key.toBytes())
            .filter(point -> !point.isNeutral() && point.times(ExactPoint.L).isNeutral())
            .isPresent();
  }
}

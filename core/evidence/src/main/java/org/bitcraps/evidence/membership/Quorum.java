package org.bitcraps.evidence.membership;

/**
 * Quorum arithmetic for n replicas (DESIGN C1).
 *
 * <p>f = ⌊(n − 1) / 3⌋ may be Byzantine; q = ⌈2n / 3⌉ make a quorum. For every n ≥ 1: two quorums
 * share at least f + 1 replicas (2q − n ≥ f + 1), hence an honest one, and the honest ones suffice
 * (q ≤ n − f). The common 2f + 1 is unsafe when n ≠ 3f + 1: with n = 6 two quorums of 3 share
 * nobody.
 *
 * @param n number of replicas, at least 1
 */
public record Quorum(int n) {

  /**
   * @throws IllegalArgumentException if n is under 1 or over 65536
   */
  public Quorum {
    if (n < 1 || n > 0x10000) {
      throw new IllegalArgumentException(n + " replicas");
    }
  }

  /** f: how many may be Byzantine. */
  public int faulty() {
    return (n - 1) / 3;
  }

  /** q: how many distinct votes make a certificate. */
  public int size() {
    return (2 * n + 2) / 3;
  }

  /** f + 1: so many include an honest one. */
  public int oneHonest() {
    return faulty() + 1;
  }
}

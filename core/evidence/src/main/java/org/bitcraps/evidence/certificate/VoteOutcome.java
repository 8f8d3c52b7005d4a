package org.bitcraps.evidence.certificate;

/** What adding one vote did. */
public enum VoteOutcome {
  /** It counts; no quorum yet. */
  COUNTED,
  /** It counts, and makes the quorum. */
  QUORUM_REACHED,
  /** It counts on top of a quorum. */
  BEYOND_QUORUM,
  /** The signer had voted. */
  REPEATED,
  /** The signer is not of the set. */
  STRANGER
}

package org.bitcraps.protocol.consensus;

/** The timers of a replica; each runs at most once at a time. */
public enum Timer {
  /** The linger of a batch is over, or a phase boundary is due: the primary may have to propose. */
  PROPOSE,
  /** P5: something waits, and nothing was certified for the timeout. */
  PROGRESS,
  /** P4: q want a view, and no new-view came. */
  NEW_VIEW,
  /** Votes and requests may have been lost: send them again. */
  RESEND
}

package org.bitcraps.simulator.byzantine;

/** What a faulty validator does. */
public enum Vice {
  /** Says nothing at all. */
  SILENT,
  /** Votes, but never proposes and never begins a view. */
  SILENT_AS_PRIMARY,
  /** Proposes one block to some and another to the others. */
  EQUIVOCATES,
  /** Votes for everything that anybody voted for, and for what nobody did. */
  VOTES_FOR_ALL,
  /** Sends each message to some only. */
  SPEAKS_TO_SOME,
  /** Never hands out a body, and proposes to some only. */
  HIDES_BODIES,
  /** Sends bytes that are no message, or almost one. */
  GARBLES,
  /** Lies about where it stands, as far as numbers go. */
  LIES_ABOUT_STATUS,
  /** Sends again what it heard and said long ago. */
  REPLAYS,
  /** Sends everything just before the others lose patience. */
  DELAYS,
  /** Proposes bodies that are ordered or in flight already. */
  REPEATS_BODIES,
  /** Proposes with times at the edge of what others accept. */
  EDGES_TIME,
  /** Votes for random blocks all over the window and beyond. */
  FILLS_WINDOW,
  /** Wants views without end, and forgets in its view-changes what it prepared. */
  FORGETS_AND_WANTS_VIEWS,
  /** Begins a view with different view-changes for different halves. */
  SPLITS_NEW_VIEWS,
  /** Begins views that nobody but itself wants. */
  BEGINS_VIEWS_ALONE,
  /** Shows certificates that are none, in blocks and view-changes. */
  FORGES_CERTIFICATES,
  /** Hands out players' wishes with signatures that nobody made, and proposes them. */
  FORGES_BODIES,
  /** Commits to every draw and reveals nothing. */
  WITHHOLDS_REVEALS,
  /** Reveals another secret than it committed to. */
  REVEALS_FALSELY,
  /** Commits with what another committed to, if it can be first. */
  COPIES_COMMITMENTS,
  /** As primary never orders some bodies, always the same ones. */
  CENSORS,
  /** As primary never orders the reveals of one other validator, and ends rounds without them. */
  OMITS_REVEALS,
  /** Signs its votes for an epoch that is not there. */
  WRONG_EPOCH,
  /** Gives other chunks of a state than it is asked for, and lists others. */
  WRONG_CHUNKS,
  /** Sends what others said, changed so that it would incriminate them, in their names. */
  FRAMES_OTHERS,
  /** Signs another state too wherever it signs one. */
  SIGNS_TWO_STATES,
  /** Begins a view with some view-changes, and at once with others, before everybody. */
  BEGINS_VIEWS_TWICE,
  /** Proposes blocks that name more bodies than they may. */
  OVERFILLS_BLOCKS
}

package org.bitcraps.protocol.consensus;

/** Why an input was not taken: misbehaviour or bad luck as a value, never an exception. */
public enum Rejection {
  /** Of an older view, or of one we have left. */
  OLD_VIEW,
  /** So far ahead that we keep nothing of it (P3). */
  OUTSIDE_WINDOW,
  /** A proposal by somebody who is not the primary of its view. */
  NOT_PRIMARY,
  /** A second, different proposal for one view and sequence. */
  EQUIVOCATION,
  /** A block of another chain or epoch, or whose parent is another block. */
  BROKEN_LINK,
  /** A block over the limits of the chain. */
  OVER_LIMIT,
  /** A proposal that names a body which is ordered already, or by a block below it. */
  REPEATED,
  /** A proposal whose time is out of bounds (P6). */
  CLOCK,
  /** A body in it is not authorised by its players, gateway or validator (P7). */
  UNAUTHORISED,
  /** A proposal after which a reveal that was relayed in time cannot count any more (R4). */
  REVEAL_LEFT_OUT,
  /** A new-view that does not follow from what it carries (P2). */
  UNJUSTIFIED_NEW_VIEW,
  /** Memory for what it carries is used up; it may come again. */
  FULL,
  /** Not asked for. */
  UNSOLICITED,
  /** Another chunk, or another list of chunks, than the sender signs that it is (C7). */
  WRONG_CHUNK
}

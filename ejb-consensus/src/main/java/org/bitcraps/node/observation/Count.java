package org.bitcraps.node.observation;

import java.util.Locale;

/** What is counted of a validator, since this server started it. */
public enum Count {
  /** Messages handed to the broker, one per recipient. */
  SENT,
  /** Messages that the broker did not take: no connection, or a full queue. */
  NOT_SENT,
  /** Inputs that reached the inbox. */
  ADMITTED,
  /** Messages that are no envelope, or of a kind that does not belong in the queue. */
  REFUSED_ENVELOPE,
  /** Bytes that do not decode, or whose signatures are not valid. */
  REFUSED_ADMISSION,
  /** Inputs for which the inbox had no room: votes. */
  REFUSED_FULL_VOTES,
  /** Inputs for which the inbox had no room: bodies, blocks, requests for blocks. */
  REFUSED_FULL_BODIES,
  /** Bytes on which admission failed by a mistake of ours; they were refused. */
  ADMISSION_FAULTS,
  /** Signatures of peers' messages that had to be valid. */
  SIGNATURES_ASKED,
  /** Of {@link #SIGNATURES_ASKED}, those that this validator had checked before (X2). */
  SIGNATURES_REMEMBERED,
  /** Bodies whose signatures had to be valid. */
  BODIES_ASKED,
  /** Of {@link #BODIES_ASKED}, those that this validator had checked before (X2). */
  BODIES_REMEMBERED,
  /** Blocks proposed by this validator. */
  PROPOSED,
  /** Blocks certified. */
  CERTIFIED,
  /** Milliseconds from proposal to certificate, summed over {@link #TIMED}. */
  LATENCY_MS,
  /** Certified blocks the proposal of which this validator saw. */
  TIMED,
  /** Views this validator gave up on. */
  VIEW_CHANGES,
  /** New views entered. */
  VIEWS_ENTERED,
  /** Messages that the protocol did not take. */
  REFUSED_BY_PROTOCOL,
  /** Requests for blocks that this validator lacked. */
  CATCH_UPS,
  /** Blocks for which more than f others have another outcome (C6). */
  RESULT_SPLITS,
  /** Stable checkpoints (C7). */
  CHECKPOINTS,
  /** States of checkpoints that this validator fetched from others (C7). */
  STATES_RESTORED;

  /** The name in reports: lower case, words joined by underscores. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

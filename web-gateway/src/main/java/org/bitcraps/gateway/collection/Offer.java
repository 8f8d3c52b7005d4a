package org.bitcraps.gateway.collection;

/** What came of a notice. All but the first two are refusals; they incriminate nobody. */
public enum Offer {
  /** It was kept, or executed at once. */
  TAKEN,
  /** Executed or kept before. */
  KNOWN,
  /** Not the canonical bytes of a notice. */
  MALFORMED,
  /** Of another chain, or of an epoch whose set is not known. */
  FOREIGN,
  /** The certificate is not q distinct members' valid signatures over this block. */
  UNCERTIFIED,
  /** Too far ahead to be kept: it is asked for when its turn comes. */
  TOO_FAR,
  /** The view has stopped. */
  STOPPED
}

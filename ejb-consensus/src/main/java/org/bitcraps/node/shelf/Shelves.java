package org.bitcraps.node.shelf;

/**
 * The caches of a server.
 *
 * @param signatures verdicts of validators, each sealed by its own
 * @param blocks the latest certified ones
 * @param checkpoints the last stable one with its state, as validators hand it out
 */
public record Shelves(Shelf signatures, Shelf blocks, Shelf checkpoints) {

  /** Where nothing stays. */
  public static final Shelves NONE = new Shelves(Shelf.NONE, Shelf.NONE, Shelf.NONE);
}

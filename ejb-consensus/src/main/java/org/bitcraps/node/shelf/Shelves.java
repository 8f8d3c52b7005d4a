package org.bitcraps.node.shelf;

/**
 * The caches of a server.
 *
 * @param signatures verdicts of validators, each sealed by its own
 * @param blocks the latest certified ones
 */
public record Shelves(Shelf signatures, Shelf blocks) {

  /** Where nothing stays. */
  public static final Shelves NONE = new Shelves(Shelf.NONE, Shelf.NONE);
}

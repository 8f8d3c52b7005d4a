package org.bitcraps.checker;

/** What the chain did with an order, by its first receipt. */
record Fate(long sequence, int index, int outcome, long balance) {

  boolean done() {
    return outcome == Leaf.Receipt.DONE;
  }

  @Override
  public String toString() {
    return "leaf %d of block %d, outcome %d, balance %d"
        .formatted(index, sequence, outcome, balance);
  }
}

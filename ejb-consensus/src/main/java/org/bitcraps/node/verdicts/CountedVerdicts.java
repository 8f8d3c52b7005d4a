package org.bitcraps.node.verdicts;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.node.observation.Count;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.protocol.replica.Verdicts;

/** Counts how often a memory was asked, and how often it knew. */
public final class CountedVerdicts implements Verdicts {

  private final Verdicts memory;
  private final Counts counts;
  private final Count asked;
  private final Count known;

  /** Counts what is asked of {@code memory}. */
  public CountedVerdicts(Verdicts memory, Counts counts, Count asked, Count known) {
    this.memory = memory;
    this.counts = counts;
    this.asked = asked;
    this.known = known;
  }

  @Override
  public boolean contains(Digest id) {
    boolean contained = memory.contains(id);
    counts.add(asked);
    if (contained) {
      counts.add(known);
    }
    return contained;
  }

  @Override
  public void add(Digest id, int signatures) {
    memory.add(id, signatures);
  }
}

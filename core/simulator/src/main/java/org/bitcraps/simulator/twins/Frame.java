package org.bitcraps.simulator.twins;

import java.util.List;

/**
 * What stays the same while partitions vary.
 *
 * @param validators n
 * @param twinned which of them run twice, each for one of the f that may be faulty; the second
 *     instances are hosts n, n + 1, …
 * @param views so many views are separated, from 0 on
 * @param slots how many sequence numbers each of these views may order at most
 * @param pipelineDepth blocks in flight
 * @param blockBodiesMax bodies in one block
 * @param rotationInterval after how many blocks the next primary has its turn (P9)
 * @param plays whether a table plays
 * @param unashamed whether the instances go on when they are shown what the other one signed
 */
public record Frame(
    int validators,
    List<Integer> twinned,
    int views,
    int slots,
    int pipelineDepth,
    int blockBodiesMax,
    int rotationInterval,
    boolean plays,
    boolean unashamed) {

  /** Copies the list. */
  public Frame {
    twinned = List.copyOf(twinned);
  }

  /** Four validators of which this one runs twice, one slot to each view. */
  static Frame smallest(int twinned, int views) {
    return new Frame(4, List.of(twinned), views, 1, 2, 1, 512, false, true);
  }

  /** How many instances run. */
  public int hosts() {
    return validators + twinned.size();
  }
}

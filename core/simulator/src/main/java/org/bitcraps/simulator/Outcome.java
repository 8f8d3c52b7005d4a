package org.bitcraps.simulator;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one seed's run came to.
 *
 * @param violation what broke, if anything
 * @param events how many events happened
 * @param messages how many messages were sent
 * @param busyUs simulated time during which something waited to be committed
 * @param healUs how long a healed quorum took to certify everything
 * @param boundUs how long it may take
 * @param committed how many orders of players were committed, each with its receipt
 * @param bets how many bets were placed
 * @param rolls how often dice were thrown
 * @param faults what each class of faults did
 * @param traceHash digest of all that happened: the same for every run of the seed
 * @param story the last events in words, if narrated
 */
public record Outcome(
    long seed,
    Optional<Violation> violation,
    long events,
    long messages,
    long busyUs,
    long healUs,
    long boundUs,
    long committed,
    long bets,
    long rolls,
    SortedMap<String, Tally.Count> faults,
    long traceHash,
    List<String> story) {

  /** Copies the list. */
  public Outcome {
    story = List.copyOf(story);
  }

  /** The time that a healed quorum took, as a part of what it may take. */
  public double healOfBound() {
    return (double) healUs / boundUs;
  }
}

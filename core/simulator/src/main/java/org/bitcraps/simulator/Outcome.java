package org.bitcraps.simulator;

import java.util.List;
import java.util.Optional;

/**
 * What one seed's run came to.
 *
 * @param violation what broke, if anything
 * @param events how many events happened
 * @param messages how many messages were sent
 * @param simulatedUs how long it was inside
 * @param healUs how long a healed quorum took to certify everything
 * @param bodies how many bodies were brought
 * @param bets how many bets were placed
 * @param rolls how often dice were thrown
 * @param traceHash digest of all that happened: the same for every run of the seed
 * @param story the last events in words, if narrated
 */
public record Outcome(
    long seed,
    Optional<Violation> violation,
    long events,
    long messages,
    long simulatedUs,
    long healUs,
    long bodies,
    long bets,
    long rolls,
    long traceHash,
    List<String> story) {

  /** Copies the list. */
  public Outcome {
    story = List.copyOf(story);
  }
}

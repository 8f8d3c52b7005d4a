package org.bitcraps.evidence.execution;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * The current round of a table. All times are effective times, milliseconds since 1970.
 *
 * @param number from 1; 0 before a table's first round, which counts as settled
 * @param phase where it stands
 * @param opensAtMs when BETTING opened
 * @param closesAtMs from when on it closes: opening plus the betting window
 * @param closedAtMs when it really closed; 0 while BETTING. The reveal window counts from here, so
 *     that a stalled primary shortens it for nobody (R3)
 * @param committers K: whose commitments were certified when BETTING opened, with them (R1)
 * @param reveals the secrets known so far, each of one of K and matching its commitment
 * @param roll the dice, once SETTLED; empty before, and for round 0
 */
public record Round(
    long number,
    RoundPhase phase,
    long opensAtMs,
    long closesAtMs,
    long closedAtMs,
    SortedMap<ReplicaId, Digest> committers,
    SortedMap<ReplicaId, DiceSecret> reveals,
    Optional<Roll> roll) {

  /** Before a table's first round. */
  static final Round NONE =
      new Round(
          0,
          RoundPhase.SETTLED,
          0,
          0,
          0,
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Optional.empty());

  /** Copies the maps. */
  public Round {
    committers = Collections.unmodifiableSortedMap(new TreeMap<>(committers));
    reveals = Collections.unmodifiableSortedMap(new TreeMap<>(reveals));
  }

  /** The round after this one, opening now with those commitments. */
  Round next(long nowMs, long closesAt, SortedMap<ReplicaId, Digest> commitments) {
    return new Round(
        Math.addExact(number, 1),
        RoundPhase.BETTING,
        nowMs,
        closesAt,
        0,
        commitments,
        Collections.emptySortedMap(),
        Optional.empty());
  }

  Round closed(long nowMs) {
    return new Round(
        number, RoundPhase.REVEALING, opensAtMs, closesAtMs, nowMs, committers, reveals, roll);
  }

  Round revealed(ReplicaId validator, DiceSecret secret) {
    SortedMap<ReplicaId, DiceSecret> more = new TreeMap<>(reveals);
    more.put(validator, secret);
    return new Round(number, phase, opensAtMs, closesAtMs, closedAtMs, committers, more, roll);
  }

  Round settled(Roll dice) {
    return new Round(
        number,
        RoundPhase.SETTLED,
        opensAtMs,
        closesAtMs,
        closedAtMs,
        committers,
        reveals,
        Optional.of(dice));
  }

  /** Whether every one of K has revealed. */
  public boolean isComplete() {
    return reveals.size() == committers.size();
  }
}

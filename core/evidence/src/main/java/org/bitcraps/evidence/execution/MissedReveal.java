package org.bitcraps.evidence.execution;

import java.util.Comparator;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * That a committer's reveal was not used in its round's dice. Stands in the ledger until the reveal
 * comes after all (R4), or {@link RoundMachine#MISSED_ROUNDS_KEPT} rounds have passed.
 *
 * @param round the settled round
 * @param validator the committer
 */
public record MissedReveal(long round, ReplicaId validator) implements Comparable<MissedReveal> {

  private static final Comparator<MissedReveal> ORDER =
      Comparator.comparingLong(MissedReveal::round).thenComparing(MissedReveal::validator);

  @Override
  public int compareTo(MissedReveal other) {
    return ORDER.compare(this, other);
  }
}

package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * Where a round's life stands in the chain. Immutable.
 *
 * @param openedAt place of {@code opened}
 * @param rolledAt place of {@code rolled}
 * @param missing committers without whose reveal the round was settled
 */
public record RoundTrail(
    LeafPlace openedAt,
    RoundOpened opened,
    Optional<RoundClosed> closed,
    Optional<LeafPlace> rolledAt,
    Optional<RollRecorded> rolled,
    List<ReplicaId> missing) {

  /** Copies the list. */
  public RoundTrail {
    missing = List.copyOf(missing);
  }

  static RoundTrail of(LeafPlace place, RoundOpened opened) {
    return new RoundTrail(
        place, opened, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  RoundTrail with(RoundClosed leaf) {
    return new RoundTrail(openedAt, opened, Optional.of(leaf), rolledAt, rolled, missing);
  }

  RoundTrail with(LeafPlace place, RollRecorded leaf) {
    return new RoundTrail(openedAt, opened, closed, Optional.of(place), Optional.of(leaf), missing);
  }

  RoundTrail without(ReplicaId validator) {
    List<ReplicaId> more = new ArrayList<>(missing);
    more.add(validator);
    return new RoundTrail(openedAt, opened, closed, rolledAt, rolled, more);
  }
}

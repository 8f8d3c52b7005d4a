package org.bitcraps.gateway.rest;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.collection.BetTrail;

/** Where an order stands as far as this gateway knows. */
sealed interface Standing {

  /** Taken, in no certified block yet. */
  record UnderWay() implements Standing {}

  /** Certified. */
  record InChain(BetTrail trail) implements Standing {}

  /** Neither, or so long ago that it is not remembered here. */
  record Unknown() implements Standing {}

  /** What the chain says of an order. */
  @FunctionalInterface
  interface Trails {
    Optional<BetTrail> of(BetId id);
  }

  /**
   * Looks an order up.
   *
   * <p>Who is under way is asked first: an order enters the view before it stops being under way,
   * so one that was not under way is in the view by now, if it ever was taken. The other way round
   * a block that comes in between makes a player's bet unknown.
   */
  static Standing of(BetId id, PendingOrders pending, Trails trails) {
    boolean underWay = pending.contains(id);
    Optional<BetTrail> trail = trails.of(id);
    if (trail.isPresent()) {
      return new InChain(trail.get());
    }
    return underWay ? new UnderWay() : new Unknown();
  }
}

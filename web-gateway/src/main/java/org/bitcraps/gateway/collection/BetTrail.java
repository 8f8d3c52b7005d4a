package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.Receipt;

/**
 * What certified blocks say of one order: its first receipt, and of a bet all that happened to it.
 * Immutable.
 *
 * @param place where the receipt stands
 * @param receipt the answer of the ledger
 * @param settlements what rolls did to the bet, in order
 * @param changes receipts of changes of the bet that were done, in order
 */
public record BetTrail(
    LeafPlace place, Receipt receipt, List<Settled> settlements, List<Changed> changes) {

  /** What one roll did. */
  public record Settled(LeafPlace place, BetSettled leaf) {}

  /** What the player did. */
  public record Changed(LeafPlace place, Receipt receipt) {}

  /** Copies the lists. */
  public BetTrail {
    settlements = List.copyOf(settlements);
    changes = List.copyOf(changes);
  }

  static BetTrail of(LeafPlace place, Receipt receipt) {
    return new BetTrail(place, receipt, List.of(), List.of());
  }

  BetTrail and(Settled settled) {
    List<Settled> more = new ArrayList<>(settlements);
    more.add(settled);
    return new BetTrail(place, receipt, more, changes);
  }

  BetTrail and(Changed changed) {
    List<Changed> more = new ArrayList<>(changes);
    more.add(changed);
    return new BetTrail(place, receipt, settlements, more);
  }

  /** Whether the bet is on the table. */
  public boolean isLive() {
    Optional<Boolean> takenDown =
        changes.isEmpty()
            ? Optional.empty()
            : Optional.of(changes.get(changes.size() - 1).receipt().live().isEmpty());
    boolean settled =
        !settlements.isEmpty() && settlements.get(settlements.size() - 1).leaf().after().isEmpty();
    return receipt.live().isPresent() && !settled && !takenDown.orElse(false);
  }
}

package org.bitcraps.gateway.collection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;

/**
 * From an order's id to what the chain says of it. Thread-safe.
 *
 * <p>Bound: {@code ordersMax}; the oldest that is not a live bet goes first (X4). Live bets are
 * bounded by the ledger: stakes are chips, and chips are finite.
 */
final class OrderIndex {

  private final int ordersMax;
  private final Map<BetId, BetTrail> trails = new HashMap<>();
  private final Deque<BetId> oldestFirst = new ArrayDeque<>();

  OrderIndex(int ordersMax) {
    this.ordersMax = ordersMax;
  }

  synchronized void add(FollowedBlock block) {
    List<ResultLeaf> leaves = block.executed().leaves();
    for (int i = 0; i < leaves.size(); i++) {
      LeafPlace place = new LeafPlace(block.executed().sequence(), i);
      if (leaves.get(i) instanceof Receipt receipt) {
        add(place, receipt);
      } else if (leaves.get(i) instanceof BetSettled settled) {
        trails.computeIfPresent(
            settled.order(), (id, trail) -> trail.and(new BetTrail.Settled(place, settled)));
      }
    }
    forgetOldest();
  }

  private void add(LeafPlace place, Receipt receipt) {
    // The first receipt that used the nonce stands; a refusal that used none can be followed by it.
    if (receipt.outcome() != Outcome.DUPLICATE) {
      BetTrail before = trails.get(receipt.order());
      if (before == null) {
        oldestFirst.add(receipt.order());
      }
      if (before == null
          || (!before.receipt().outcome().usesNonce() && receipt.outcome().usesNonce())) {
        trails.put(receipt.order(), BetTrail.of(place, receipt));
      }
    }
    if (receipt.kind() != OrderKind.BET && receipt.isDone()) {
      receipt
          .subject()
          .ifPresent(bet ->
              trails.computeIfPresent(
                  bet, (id, trail) -> trail.and(new BetTrail.Changed(place, receipt))));
    }
  }

  private void forgetOldest() {
    for (int tries = oldestFirst.size(); trails.size() > ordersMax && tries > 0; tries--) {
      BetId id = oldestFirst.remove();
      if (trails.get(id).isLive()) {
        oldestFirst.add(id);
      } else {
        trails.remove(id);
      }
    }
  }

  synchronized Optional<BetTrail> get(BetId id) {
    return Optional.ofNullable(trails.get(id));
  }
}

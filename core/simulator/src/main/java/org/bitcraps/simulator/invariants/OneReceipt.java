package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * B1: an order takes effect in one place of one block, the same at every validator; a nonce is used
 * once. What comes again gets a receipt that points there.
 */
public final class OneReceipt implements Invariant {

  private record Used(AccountId account, long nonce) {}

  private final Map<BetId, LeafPlace> effects = new HashMap<>();
  private final Set<LeafPlace> places = new HashSet<>();
  private final Map<Used, BetId> nonces = new HashMap<>();

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    List<ResultLeaf> leaves = block.leaves();
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) instanceof Receipt receipt) {
        check(receipt, new LeafPlace(block.sequence(), i));
      }
    }
  }

  private void check(Receipt receipt, LeafPlace place) {
    if (!receipt.outcome().usesNonce()) {
      receipt
          .first()
          .ifPresent(first ->
              require(
                  places.contains(first),
                  () -> receipt.order() + " at " + place + " points at nothing: " + first));
      return;
    }
    LeafPlace before = effects.putIfAbsent(receipt.order(), place);
    places.add(place);
    require(
        before == null || before.equals(place),
        () -> receipt.order() + " takes effect at " + before + " and at " + place);
    BetId user = nonces.putIfAbsent(new Used(receipt.account(), receipt.nonce()), receipt.order());
    require(
        user == null || user.equals(receipt.order()),
        () ->
            "nonce %d of %s is used by %s and %s"
                .formatted(receipt.nonce(), receipt.account(), user, receipt.order()));
  }
}

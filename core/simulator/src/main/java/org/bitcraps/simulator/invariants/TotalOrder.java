package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/** Every block links to the one before; what one life committed, the next one begins behind. */
public final class TotalOrder implements Invariant {

  private final Map<SequenceNumber, Digest> chain = new TreeMap<>();
  private final Map<ReplicaId, SequenceNumber> highest = new TreeMap<>();

  /** Who fetched a state goes on from there. */
  @Override
  public void restored(Validator validator, CommittedBlock committed) {
    Block block = committed.notice().certified().block();
    require(
        block.digest().equals(chain.get(block.sequence())),
        "validator "
            + validator.id()
            + " goes on from "
            + block.sequence()
            + ", which nobody held");
    highest.merge(validator.id(), block.sequence(), (a, b) -> b.isAfter(a) ? b : a);
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    Block block = committed.notice().certified().block();
    chain.putIfAbsent(block.sequence(), block.digest());
    if (block.sequence().value() > 1) {
      Digest below = chain.get(new SequenceNumber(block.sequence().value() - 1));
      require(
          block.parent().equals(below),
          "block " + block.sequence() + " of validator " + validator.id() + " has another parent");
    }
    SequenceNumber last = highest.getOrDefault(validator.id(), SequenceNumber.ZERO);
    // Going back is allowed: a host that lost its block store is told again what it lost.
    require(
        !block.sequence().isAfter(last.next()) || validator.isForgetful(),
        "validator " + validator.id() + " skips from " + last + " to " + block.sequence());
    highest.merge(validator.id(), block.sequence(), (a, b) -> b.isAfter(a) ? b : a);
  }
}

package org.bitcraps.simulator.invariants;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * P7, D4: with no more than f faulty validators only operations that their authors signed become
 * certain, and every honest validator keeps them with the signatures that were ordered.
 */
public final class OnlySigned implements Invariant {

  private final ReplicaSet set;
  private final Verifier verifier;
  private final Set<ByteBuffer> checked = new HashSet<>();

  /** Operations of this set's validators, and of players. */
  public OnlySigned(ReplicaSet set, Verifier verifier) {
    this.set = set;
    this.verifier = verifier;
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    for (BatchBody batch : block.notice().bodies()) {
      Body body = batch.body();
      if (checked.add(ByteBuffer.wrap(body.toBytes()))) {
        require(
            body.operation().isBy(set)
                && verifier
                    .verify(new Unverified<>(body.operation()), o -> o.claims(set))
                    .isPresent(),
            () -> "validator " + validator.id() + " holds for certain what nobody signed: " + body);
      }
    }
  }
}

package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/** No body is ordered twice; a block commits only with all bodies it names. */
public final class ExactlyOnce implements Invariant {

  private final Map<Digest, SequenceNumber> ordered = new HashMap<>();

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    committed(validator, block);
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    for (Digest body : block.notice().certified().block().bodies()) {
      SequenceNumber before = ordered.putIfAbsent(body, sequence);
      require(
          before == null || before.equals(sequence),
          "body " + body.brief() + " is ordered at " + before + " and " + sequence);
    }
    require(
        block.notice().missing().isEmpty(),
        "validator " + validator.id() + " commits " + sequence + " without all its bodies");
  }
}

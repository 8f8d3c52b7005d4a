package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/** No two honest validators hold different blocks for one sequence number. */
public final class Agreement implements Invariant {

  private final Map<SequenceNumber, Digest> agreed = new TreeMap<>();

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    committed(validator, block);
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    Digest digest = block.notice().certified().block().digest();
    Digest before = agreed.putIfAbsent(sequence, digest);
    require(
        before == null || before.equals(digest),
        "validator "
            + validator.id()
            + " commits "
            + digest.brief()
            + " at "
            + sequence
            + ", another committed "
            + before);
  }
}

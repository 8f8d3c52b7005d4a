package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * D1: who prepares a block has every body of it in its journal, durably, before the vote leaves; so
 * f + 1 honest validators can serve them whatever happens.
 */
public final class BodiesBeforeVote implements Invariant {

  private final Map<Digest, Block> blocks = new HashMap<>();

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.PrePrepare m) {
      blocks.putIfAbsent(m.statement().block(), m.block());
      check(from, m.statement());
    } else if (message instanceof PbftMessage.Prepare m) {
      check(from, m.statement());
    }
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    Block block = committed.notice().certified().block();
    holds(validator, block);
  }

  private void check(Validator from, Statement.Prepare statement) {
    Block block = blocks.get(statement.block());
    // Which bodies a liar's block names is not heard here.
    if (block != null) {
      holds(from, block);
    }
  }

  private void holds(Validator validator, Block block) {
    for (Digest body : block.bodies()) {
      require(
          validator.isForgetful() || validator.hasJournalledBody(body),
          () ->
              "validator %s votes for block %s without body %s in its journal"
                  .formatted(validator.id(), block.sequence(), body.brief()));
    }
  }
}

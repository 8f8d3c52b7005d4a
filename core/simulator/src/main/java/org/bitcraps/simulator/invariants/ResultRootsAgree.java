package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/** C5, C6: honest validators never sign two outcomes of one block, in whatever view. */
public final class ResultRootsAgree implements Invariant {

  private final Map<Digest, Digest> roots = new HashMap<>();

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.Commit commit) {
      check(from, commit.statement());
    }
  }

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    committed(validator, block);
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    Statement.Commit statement = block.notice().certified().certificate().statement();
    check(validator, statement);
    require(
        block.executed().resultRoot().equals(statement.resultRoot()),
        "validator " + validator.id() + " executed to another root than it holds certified");
  }

  private void check(Validator validator, Statement.Commit statement) {
    Digest before = roots.putIfAbsent(statement.block(), statement.resultRoot());
    require(
        before == null || before.equals(statement.resultRoot()),
        "validator " + validator.id() + " signs a second outcome: " + statement);
  }
}

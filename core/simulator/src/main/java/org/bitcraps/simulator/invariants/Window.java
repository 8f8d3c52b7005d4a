package org.bitcraps.simulator.invariants;

import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/** P3: nobody signs for more than the depth of the pipeline above what it holds certified. */
public final class Window implements Invariant {

  private final long depth;

  /** The depth of the chain. */
  public Window(long depth) {
    this.depth = depth;
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.PrePrepare m) {
      check(from, m.statement());
    } else if (message instanceof PbftMessage.Prepare m) {
      check(from, m.statement());
    } else if (message instanceof PbftMessage.Commit m) {
      check(from, m.statement());
    }
  }

  private void check(Validator from, Statement statement) {
    long certified = from.status().lastCertified().value();
    require(
        statement.sequence().value() <= certified + depth,
        "validator " + from.id() + " holds " + certified + " and signs for " + statement);
  }
}

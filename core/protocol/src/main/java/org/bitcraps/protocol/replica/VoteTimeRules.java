package org.bitcraps.protocol.replica;

import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.Rejection;

/** What a backup asks of a fresh proposal (DESIGN P6, P7), and never of one that a view names. */
public final class VoteTimeRules implements ProposalPolicy {

  private final Parameters parameters;

  /** Rules with the limits of a chain. */
  public VoteTimeRules(Parameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Verdict judge(
      Block block, long parentTimeMs, long arrivedMs, long nowMs, boolean authorised, long bytes) {
    if (block.bodies().size() > parameters.get(Parameter.BLOCK_BODIES_MAX)
        || bytes > parameters.get(Parameter.BLOCK_BYTES_MAX)) {
      return Verdict.refuse(Rejection.OVER_LIMIT);
    }
    if (block.timeMs() < parentTimeMs
        || block.timeMs() < arrivedMs - parameters.get(Parameter.MAX_LAG_MS)) {
      return Verdict.refuse(Rejection.CLOCK);
    }
    if (block.timeMs() > nowMs + parameters.get(Parameter.MAX_SKEW_MS)) {
      return Verdict.waitFor(Rejection.CLOCK);
    }
    // A body that came without its signatures (fetched, or forged) may still come with them.
    return authorised ? Verdict.ACCEPT : Verdict.waitFor(Rejection.UNAUTHORISED);
  }
}

package org.bitcraps.protocol.replica;

import java.util.Optional;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.Rejection;

/** What a backup asks of a fresh proposal (DESIGN P6, P7, R4), and never of one a view names. */
public final class VoteTimeRules implements ProposalPolicy {

  private final Parameters parameters;
  private final RevealRules reveals;

  /** Rules with the limits of a chain. */
  public VoteTimeRules(Parameters parameters) {
    this.parameters = parameters;
    this.reveals = new RevealRules(parameters);
  }

  @Override
  public Verdict judge(Proposal proposal, Situation situation) {
    Block block = proposal.filled().block();
    if (block.bodies().size() > parameters.get(Parameter.BLOCK_BODIES_MAX)
        || proposal.bytes() > parameters.get(Parameter.BLOCK_BYTES_MAX)) {
      return Verdict.refuse(Rejection.OVER_LIMIT);
    }
    if (block.timeMs() < proposal.parentTimeMs()) {
      return Verdict.refuse(Rejection.CLOCK);
    }
    if (block.timeMs() < proposal.arrivedMs() - parameters.get(Parameter.MAX_LAG_MS)) {
      Verdict old = reveals.judgeOld(proposal, situation);
      if (old.judgement() != Judgement.ACCEPT) {
        return old;
      }
    }
    if (block.timeMs() > proposal.nowMs() + parameters.get(Parameter.MAX_SKEW_MS)) {
      return Verdict.waitFor(Rejection.CLOCK);
    }
    if (reveals.leavesOut(proposal, situation)) {
      return Verdict.refuse(Rejection.REVEAL_LEFT_OUT);
    }
    // A body that came without its signatures (fetched, or forged) may still come with them.
    return proposal.authorised() ? Verdict.ACCEPT : Verdict.waitFor(Rejection.UNAUTHORISED);
  }

  @Override
  public Optional<Urgent> urgent(Situation situation, long parentTimeMs, long nowMs) {
    return reveals
        .urgent(situation, nowMs)
        .map(u -> new Urgent(Math.max(parentTimeMs, u.timeMs()), u.bodies()));
  }
}

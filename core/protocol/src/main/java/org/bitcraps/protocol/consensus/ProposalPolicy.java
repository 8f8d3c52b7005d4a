package org.bitcraps.protocol.consensus;

import java.util.Optional;
import org.bitcraps.evidence.execution.Block;

/**
 * The checks of P6 and P7 that apply to fresh proposals only: what a valid new-view names is
 * prepared without them.
 */
public interface ProposalPolicy {

  /** What to do with a fresh proposal. */
  enum Judgement {
    ACCEPT,
    /** It may become acceptable: judge it again when bodies come or time passes. */
    WAIT,
    REFUSE
  }

  /** A judgement, with the reason unless it is ACCEPT. */
  record Verdict(Judgement judgement, Optional<Rejection> reason) {

    /** Take it. */
    public static final Verdict ACCEPT = new Verdict(Judgement.ACCEPT, Optional.empty());

    /** Keep it. */
    public static Verdict waitFor(Rejection reason) {
      return new Verdict(Judgement.WAIT, Optional.of(reason));
    }

    /** Drop it. */
    public static Verdict refuse(Rejection reason) {
      return new Verdict(Judgement.REFUSE, Optional.of(reason));
    }
  }

  /**
   * Judges a fresh proposal all bodies of which are held.
   *
   * @param parentTimeMs time of the parent block
   * @param arrivedMs own clock when the proposal arrived
   * @param nowMs own clock now
   * @param authorised whether every signature in every body was valid
   * @param bytes bytes of all bodies together
   */
  Verdict judge(
      Block block, long parentTimeMs, long arrivedMs, long nowMs, boolean authorised, long bytes);
}

package org.bitcraps.protocol.consensus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;

/**
 * The checks of P6, P7 and R4 that apply to fresh proposals only: what a valid new-view names is
 * prepared without them. And what an honest primary does so that it passes them.
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

  /** A block with the bodies that it names, in its order. */
  record Filled(Block block, List<Body> bodies) {

    /** Copies the list. */
    public Filled {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * A fresh proposal all bodies of which are held.
   *
   * @param parentTimeMs time of the parent block
   * @param arrivedMs own clock when it arrived
   * @param nowMs own clock now
   * @param authorised whether every signature in every body was valid
   * @param bytes bytes of all bodies together
   */
  record Proposal(
      Filled filled,
      long parentTimeMs,
      long arrivedMs,
      long nowMs,
      boolean authorised,
      long bytes) {}

  /**
   * An operation of a validator that this replica holds with its signature, and that stands in no
   * block.
   *
   * @param relayedMs own clock when this replica first handed it to all others; empty before
   */
  record Waiting(Body body, OptionalLong relayedMs) {}

  /** What stands below a proposal, and what might have stood in it. */
  interface Situation {

    /** The state after the last certified block. */
    Executed certified();

    /** The blocks between that and the proposal, in order. */
    List<Filled> below();

    /** The validators' operations that stand neither in a certified block nor in those below. */
    List<Waiting> waiting();
  }

  /** A block that a primary has to propose before any other. */
  record Urgent(long timeMs, List<Digest> bodies) {

    /** Copies the list. */
    public Urgent {
      bodies = List.copyOf(bodies);
    }
  }

  /** Judges a fresh proposal. */
  Verdict judge(Proposal proposal, Situation situation);

  /**
   * What a primary proposes next, whatever else waits; empty if nothing is urgent.
   *
   * @param parentTimeMs time of the parent block
   * @param nowMs own clock
   */
  Optional<Urgent> urgent(Situation situation, long parentTimeMs, long nowMs);
}

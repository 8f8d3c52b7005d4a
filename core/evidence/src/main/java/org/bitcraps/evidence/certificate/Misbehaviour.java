package org.bitcraps.evidence.certificate;

import java.util.Arrays;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.evidence.wire.WireValue;

/**
 * What a validator did that no honest one does, provable by anyone from signed bytes alone (DESIGN
 * E1): a closed list. Nothing else incriminates: not bad signatures (anybody can make one), clocks,
 * lateness, absence, reordering, nor a result root that differs from others' (a bug). A value of
 * this type proves nothing until {@link #isProven} has checked every signature in it.
 *
 * <p>Two different proposals for one place are two different prepares of the primary (ADR 0006).
 * One offence has one encoding: the two statements stand in the order of their bytes.
 */
public sealed interface Misbehaviour extends WireValue {

  /** Who did it, if it is proven. */
  ReplicaId culprit();

  /**
   * Which offence it is: the same one is punished once, however often and with what it is shown.
   */
  Offence offence();

  /** The chain that it is about, if it is proven. */
  ChainId chain();

  /**
   * Whether it is proven: by members of this set, in its epoch, on this chain, every signature
   * valid, and against the rules.
   *
   * @param chain the judge's: one key may serve two chains, and what is wrong by the set and the
   *     limits of one may be right on the other (C4)
   * @param set the validators of the epoch that it is about
   * @param limits the parameters that were in force
   */
  default boolean isProven(ChainId chain, ReplicaSet set, Parameters limits, Verifier verifier) {
    return chain().equals(chain) && holds(set, limits, verifier);
  }

  /** The same for a judge that has compared the chain. */
  boolean holds(ReplicaSet set, Parameters limits, Verifier verifier);

  /**
   * What makes two pieces of evidence one offence.
   *
   * @param kind code of the kind, as in the byte tables
   * @param view 0 for what is about no view
   * @param sequence 0 for what is about a whole view
   */
  record Offence(int kind, Epoch epoch, ReplicaId culprit, View view, SequenceNumber sequence) {}

  /** Two different blocks prepared, or proposed, at one place of one view. */
  record TwoPrepares(
      ReplicaId culprit,
      Statement.Prepare first,
      Signature firstSignature,
      Statement.Prepare second,
      Signature secondSignature)
      implements Misbehaviour {

    /**
     * @throws IllegalArgumentException if the statements are not in order, or equal
     */
    public TwoPrepares {
      requireOrder(first, second);
    }

    /** The same from two votes in any order; they must differ. */
    public static TwoPrepares of(
        Statement.Prepare one, Vote vote, Statement.Prepare other, Vote otherVote) {
      return ordered(one, other)
          ? new TwoPrepares(vote.signer(), one, vote.signature(), other, otherVote.signature())
          : new TwoPrepares(vote.signer(), other, otherVote.signature(), one, vote.signature());
    }

    @Override
    public ChainId chain() {
      return first.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(1, first.epoch(), culprit, first.view(), first.sequence());
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      return samePlace(first, second)
          && signed(set, verifier, culprit, first, firstSignature)
          && signed(set, verifier, culprit, second, secondSignature);
    }
  }

  /** Two different commits at one place of one view: another block, or another root for it. */
  record TwoCommits(
      ReplicaId culprit,
      Statement.Commit first,
      Signature firstSignature,
      Statement.Commit second,
      Signature secondSignature)
      implements Misbehaviour {

    /**
     * @throws IllegalArgumentException if the statements are not in order, or equal
     */
    public TwoCommits {
      requireOrder(first, second);
    }

    /** The same from two votes in any order; they must differ. */
    public static TwoCommits of(
        Statement.Commit one, Vote vote, Statement.Commit other, Vote otherVote) {
      return ordered(one, other)
          ? new TwoCommits(vote.signer(), one, vote.signature(), other, otherVote.signature())
          : new TwoCommits(vote.signer(), other, otherVote.signature(), one, vote.signature());
    }

    @Override
    public ChainId chain() {
      return first.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(2, first.epoch(), culprit, first.view(), first.sequence());
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      return samePlace(first, second)
          && signed(set, verifier, culprit, first, firstSignature)
          && signed(set, verifier, culprit, second, secondSignature);
    }
  }

  /** Two different new-views for one view. */
  record TwoNewViews(
      NewViewStatement first,
      Signature firstSignature,
      NewViewStatement second,
      Signature secondSignature)
      implements Misbehaviour {

    /**
     * @throws IllegalArgumentException if the statements are not in order, or equal
     */
    public TwoNewViews {
      requireOrder(first, second);
    }

    /** The same in any order; they must differ. */
    public static TwoNewViews of(
        NewViewStatement one, Signature signature, NewViewStatement other, Signature otherOne) {
      return ordered(one, other)
          ? new TwoNewViews(one, signature, other, otherOne)
          : new TwoNewViews(other, otherOne, one, signature);
    }

    @Override
    public ReplicaId culprit() {
      return first.sender();
    }

    @Override
    public ChainId chain() {
      return first.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(3, first.epoch(), culprit(), first.view(), SequenceNumber.ZERO);
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      return first.chain().equals(second.chain())
          && first.epoch().equals(set.epoch())
          && second.epoch().equals(set.epoch())
          && first.view().equals(second.view())
          && first.sender().equals(second.sender())
          && valid(set, verifier, culprit(), first.toWire(), firstSignature)
          && valid(set, verifier, culprit(), second.toWire(), secondSignature);
    }
  }

  /** Two different checkpoints of one sequence. */
  record TwoCheckpoints(
      ReplicaId culprit,
      Statement.Checkpoint first,
      Signature firstSignature,
      Statement.Checkpoint second,
      Signature secondSignature)
      implements Misbehaviour {

    /**
     * @throws IllegalArgumentException if the statements are not in order, or equal
     */
    public TwoCheckpoints {
      requireOrder(first, second);
    }

    /** The same from two votes in any order; they must differ. */
    public static TwoCheckpoints of(
        Statement.Checkpoint one, Vote vote, Statement.Checkpoint other, Vote otherVote) {
      return ordered(one, other)
          ? new TwoCheckpoints(vote.signer(), one, vote.signature(), other, otherVote.signature())
          : new TwoCheckpoints(vote.signer(), other, otherVote.signature(), one, vote.signature());
    }

    @Override
    public ChainId chain() {
      return first.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(4, first.epoch(), culprit, View.ZERO, first.sequence());
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      return first.chain().equals(second.chain())
          && first.sequence().equals(second.sequence())
          && signed(set, verifier, culprit, first, firstSignature)
          && signed(set, verifier, culprit, second, secondSignature);
    }
  }

  /** It committed, and in a view-change for a later view knew of nothing at that place. */
  record Amnesia(Statement.Commit commit, Signature signature, ViewChangeStatement viewChange)
      implements Misbehaviour {

    @Override
    public ReplicaId culprit() {
      return viewChange.sender();
    }

    @Override
    public ChainId chain() {
      return commit.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(5, commit.epoch(), culprit(), viewChange.view(), commit.sequence());
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      // What the view-change shows must be true: else a false entry would hide what was forgotten.
      return commit.chain().equals(viewChange.chain())
          && viewChange.forgets(commit)
          && signed(set, verifier, culprit(), commit, signature)
          && viewChange.isSound(set, verifier);
    }
  }

  /** A new-view that does not follow from the view-changes that it names (P2). */
  record UnfoundedNewView(
      NewViewStatement newView, List<ViewChangeStatement> viewChanges, Signature signature)
      implements Misbehaviour {

    /** Copies the list. */
    public UnfoundedNewView {
      viewChanges = List.copyOf(viewChanges);
    }

    @Override
    public ReplicaId culprit() {
      return newView.sender();
    }

    @Override
    public ChainId chain() {
      return newView.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(6, newView.epoch(), culprit(), newView.view(), SequenceNumber.ZERO);
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      return newView.epoch().equals(set.epoch())
          && newView
              .viewChanges()
              .equals(viewChanges.stream().map(NewViewStatement::digestOf).toList())
          && valid(set, verifier, culprit(), newView.toWire(), signature)
          && !follows(set, verifier);
    }

    private boolean follows(ReplicaSet set, Verifier verifier) {
      if (viewChanges.size() != set.quorum().size()) {
        return false;
      }
      for (int i = 0; i < viewChanges.size(); i++) {
        ViewChangeStatement viewChange = viewChanges.get(i);
        if (!viewChange.chain().equals(newView.chain())
            || !viewChange.view().equals(newView.view())
            || (i > 0 && viewChanges.get(i - 1).sender().compareTo(viewChange.sender()) >= 0)
            || !viewChange.isSound(set, verifier)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A prepare, or as primary a proposal, of a block that breaks a static rule by its own bytes: it
   * is of another place than the vote says, or names more bodies than a block may.
   */
  record BrokenProposal(
      ReplicaId culprit, Statement.Prepare statement, Signature signature, NamedBlock block)
      implements Misbehaviour {

    @Override
    public ChainId chain() {
      return statement.chain();
    }

    @Override
    public Offence offence() {
      return new Offence(7, statement.epoch(), culprit, statement.view(), statement.sequence());
    }

    @Override
    public boolean holds(ReplicaSet set, Parameters limits, Verifier verifier) {
      boolean itsPlace =
          block.chain().equals(statement.chain())
              && block.epoch().equals(statement.epoch())
              && block.sequence().equals(statement.sequence());
      boolean withinLimits = block.bodies().size() <= limits.get(Parameter.BLOCK_BODIES_MAX);
      return statement.block().equals(block.digest())
          && !(itsPlace && withinLimits)
          && signed(set, verifier, culprit, statement, signature);
    }
  }

  @Override
  default void encodeTo(Encoder out) {
    MisbehaviourCodec.encode(this, out);
  }

  /** Reads what {@link #encodeTo} wrote. */
  static Misbehaviour decode(Decoder in) {
    return MisbehaviourCodec.decode(in);
  }

  private static boolean samePlace(Statement.InView first, Statement.InView second) {
    return first.chain().equals(second.chain())
        && first.epoch().equals(second.epoch())
        && first.view().equals(second.view())
        && first.sequence().equals(second.sequence());
  }

  private static boolean signed(
      ReplicaSet set, Verifier verifier, ReplicaId signer, Statement what, Signature signature) {
    return what.epoch().equals(set.epoch())
        && valid(set, verifier, signer, what.toWire(), signature);
  }

  private static boolean valid(
      ReplicaSet set, Verifier verifier, ReplicaId signer, byte[] message, Signature signature) {
    return set.voteKey(signer)
        .map((PublicKey key) -> verifier.isValid(key, message, signature))
        .orElse(false);
  }

  private static boolean ordered(WireValue first, WireValue second) {
    return Arrays.compareUnsigned(first.toWire(), second.toWire()) < 0;
  }

  private static void requireOrder(WireValue first, WireValue second) {
    if (!ordered(first, second)) {
      throw new IllegalArgumentException("statements: equal, or not in the order of their bytes");
    }
  }
}

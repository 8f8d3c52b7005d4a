package org.bitcraps.evidence.sample;

import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.set;
import static org.bitcraps.evidence.sample.SampleChain.validator;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.NamedBlock;
import org.bitcraps.evidence.certificate.NewViewStatement;
import org.bitcraps.evidence.certificate.ShownBlock;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;

/** One offence of every kind, proven (DESIGN E1). */
public final class MisbehaviourSamples {

  /** Who did all this. */
  public static final ReplicaId CULPRIT = VALIDATORS.get(1);

  private MisbehaviourSamples() {}

  /** One of each kind. */
  public static List<Misbehaviour> all() {
    return List.of(
        twoPrepares(),
        twoCommits(),
        twoNewViews(),
        twoCheckpoints(),
        amnesia(),
        unfounded(),
        brokenProposal());
  }

  /** The culprit's vote. */
  public static Vote vote(Statement statement) {
    return new Vote(CULPRIT, validator(CULPRIT).sign(statement.toWire()));
  }

  /** A prepare of some other block at the same place. */
  public static Statement.Prepare otherPrepare() {
    Statement.Prepare p = Samples.prepare();
    return new Statement.Prepare(p.chain(), p.epoch(), p.view(), p.sequence(), digest("other"));
  }

  /** A commit of some other block at the same place. */
  public static Statement.Commit otherCommit() {
    Statement.Commit c = Samples.commit();
    return new Statement.Commit(
        c.chain(), c.epoch(), c.view(), c.sequence(), digest("other"), c.resultRoot());
  }

  /** Two blocks prepared at one place. */
  public static Misbehaviour.TwoPrepares twoPrepares() {
    return Misbehaviour.TwoPrepares.of(
        Samples.prepare(), vote(Samples.prepare()), otherPrepare(), vote(otherPrepare()));
  }

  /** Two commits at one place. */
  public static Misbehaviour.TwoCommits twoCommits() {
    return Misbehaviour.TwoCommits.of(
        Samples.commit(), vote(Samples.commit()), otherCommit(), vote(otherCommit()));
  }

  /** Two states at one place. */
  public static Misbehaviour.TwoCheckpoints twoCheckpoints() {
    Statement.Checkpoint one = checkpoint("state");
    Statement.Checkpoint other = checkpoint("other state");
    return Misbehaviour.TwoCheckpoints.of(one, vote(one), other, vote(other));
  }

  private static Statement.Checkpoint checkpoint(String state) {
    Statement.Commit c = Samples.commit();
    return new Statement.Checkpoint(
        c.chain(), c.epoch(), c.sequence(), c.block(), c.resultRoot(), digest(state));
  }

  /** The same block as evidence reads it. */
  public static NamedBlock named(Block block) {
    return new NamedBlock(
        block.chain(),
        block.epoch(),
        block.sequence(),
        block.timeMs(),
        block.parent(),
        block.bodies());
  }

  /** A view-change that shows what it is told to. */
  public static ViewChangeStatement viewChange(
      ReplicaId sender,
      View view,
      Optional<ShownBlock<Statement.Commit>> floor,
      List<ShownBlock<Statement.Prepare>> prepared) {
    Signature none = validator(sender).sign(new byte[] {0});
    ViewChangeStatement unsigned =
        new ViewChangeStatement(chain(), Epoch.ZERO, sender, view, floor, prepared, none);
    return new ViewChangeStatement(
        chain(),
        Epoch.ZERO,
        sender,
        view,
        floor,
        prepared,
        validator(sender).sign(unsigned.signedBytes()));
  }

  /** One that knows of nothing. */
  public static ViewChangeStatement empty(ReplicaId sender, View view) {
    return viewChange(sender, view, Optional.empty(), List.of());
  }

  /** The sample block, shown as prepared. */
  public static ShownBlock<Statement.Prepare> shownPrepared() {
    return new ShownBlock<>(named(Samples.block()), SampleChain.certificate(Samples.prepare()));
  }

  /** The sample block, shown as certified. */
  public static ShownBlock<Statement.Commit> shownFloor() {
    return new ShownBlock<>(named(Samples.block()), SampleChain.certificate(Samples.commit()));
  }

  /** A commit, forgotten in the next view. */
  public static Misbehaviour.Amnesia amnesia() {
    return new Misbehaviour.Amnesia(
        Samples.commit(), vote(Samples.commit()).signature(), empty(CULPRIT, new View(4)));
  }

  /** A new-view that names these view-changes. */
  public static NewViewStatement newView(View view, List<ViewChangeStatement> viewChanges) {
    List<Digest> digests = viewChanges.stream().map(NewViewStatement::digestOf).toList();
    return new NewViewStatement(chain(), Epoch.ZERO, set().primary(view), view, digests);
  }

  /** A new-view, signed by the primary of its view. */
  public static Misbehaviour.UnfoundedNewView onGround(
      View view, List<ViewChangeStatement> viewChanges) {
    NewViewStatement statement = newView(view, viewChanges);
    return new Misbehaviour.UnfoundedNewView(
        statement, viewChanges, validator(statement.sender()).sign(statement.toWire()));
  }

  /** One that rests on a single view-change. */
  public static Misbehaviour.UnfoundedNewView unfounded() {
    return onGround(new View(5), List.of(empty(CULPRIT, new View(5))));
  }

  /** Two beginnings of one view. */
  public static Misbehaviour.TwoNewViews twoNewViews() {
    View view = new View(5);
    NewViewStatement one = newView(view, quorum(view, 0));
    NewViewStatement other = newView(view, quorum(view, 1));
    return Misbehaviour.TwoNewViews.of(
        one,
        validator(one.sender()).sign(one.toWire()),
        other,
        validator(other.sender()).sign(other.toWire()));
  }

  /** View-changes of a quorum, from one member on. */
  public static List<ViewChangeStatement> quorum(View view, int from) {
    return VALIDATORS.subList(from, from + set().quorum().size()).stream()
        .map(id -> empty(id, view))
        .toList();
  }

  /** A prepare whose block stands at another place. */
  public static Misbehaviour.BrokenProposal brokenProposal() {
    Statement.Prepare p = Samples.prepare();
    Statement.Prepare elsewhere =
        new Statement.Prepare(p.chain(), p.epoch(), p.view(), p.sequence().next(), p.block());
    return new Misbehaviour.BrokenProposal(
        CULPRIT, elsewhere, vote(elsewhere).signature(), named(Samples.block()));
  }

  /** A proposal of so many bodies. */
  public static Misbehaviour.BrokenProposal proposalOf(int bodies) {
    Block b = Samples.block();
    NamedBlock large =
        new NamedBlock(
            b.chain(),
            b.epoch(),
            b.sequence(),
            b.timeMs(),
            b.parent(),
            Collections.nCopies(bodies, digest("body")));
    Statement.Prepare statement =
        new Statement.Prepare(b.chain(), b.epoch(), new View(3), b.sequence(), large.digest());
    return new Misbehaviour.BrokenProposal(CULPRIT, statement, vote(statement).signature(), large);
  }
}

package org.bitcraps.evidence.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.CULPRIT;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.empty;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.onGround;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.quorum;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.viewChange;
import static org.bitcraps.evidence.sample.MisbehaviourSamples.vote;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.limits;
import static org.bitcraps.evidence.sample.SampleChain.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.MisbehaviourSamples;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** E1, as a truth table: what incriminates, and beside it what does not. */
class MisbehaviourTest {

  private static final Verifier VERIFIER = new Verifier(new PlatformScheme());
  private static final View NEXT = new View(4);

  static List<Misbehaviour> all() {
    return MisbehaviourSamples.all();
  }

  private static boolean proven(Misbehaviour misbehaviour) {
    return misbehaviour.isProven(chain(), set(), limits(), VERIFIER);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyKindIsProvenByItsBytesAlone(Misbehaviour misbehaviour) {
    assertThat(proven(misbehaviour)).isTrue();
    assertThat(misbehaviour.culprit()).isEqualTo(misbehaviour.offence().culprit());
    byte[] bytes = misbehaviour.toWire();
    assertThat(Decoder.decode(bytes, bytes.length, Misbehaviour::decode)).isEqualTo(misbehaviour);
  }

  /** PITFALLS D: all signatures are checked, so no byte of the evidence may be another. */
  @ParameterizedTest
  @MethodSource("all")
  void noByteOfItMayBeAnother(Misbehaviour misbehaviour) {
    byte[] bytes = misbehaviour.toWire();
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] other = bytes.clone();
      other[at] ^= 0x10;
      boolean stillProven;
      try {
        stillProven = proven(Decoder.decode(other, other.length, Misbehaviour::decode));
      } catch (RuntimeException e) {
        continue; // It is no evidence at all.
      }
      assertThat(stillProven).as("byte " + at).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anotherEpochsSetProvesNothing(Misbehaviour misbehaviour) {
    ReplicaSet later = new ReplicaSet(new Epoch(1), set().members());
    assertThat(misbehaviour.isProven(chain(), later, limits(), VERIFIER)).isFalse();
    ReplicaSet others = new ReplicaSet(Epoch.ZERO, set().members().subList(2, 4));
    assertThat(misbehaviour.isProven(chain(), others, limits(), VERIFIER)).isFalse();
  }

  /** C4: the same keys may serve two chains, and what one's set may not say another's may. */
  @ParameterizedTest
  @MethodSource("all")
  void anotherChainsJudgeIsShownNothing(Misbehaviour misbehaviour) {
    ChainId other = new ChainId(digest("another chain"));
    assertThat(misbehaviour.isProven(other, set(), limits(), VERIFIER)).isFalse();
  }

  @Test
  void oneOffenceHasOneEncodingAndOneName() {
    Statement.Prepare one = Samples.prepare();
    Statement.Prepare other = MisbehaviourSamples.otherPrepare();
    Misbehaviour.TwoPrepares there =
        Misbehaviour.TwoPrepares.of(one, vote(one), other, vote(other));
    Misbehaviour.TwoPrepares back = Misbehaviour.TwoPrepares.of(other, vote(other), one, vote(one));
    assertThat(back).isEqualTo(there);
    Statement.Prepare third =
        new Statement.Prepare(
            one.chain(), one.epoch(), one.view(), one.sequence(), digest("a third"));
    assertThat(Misbehaviour.TwoPrepares.of(one, vote(one), third, vote(third)).offence())
        .isEqualTo(there.offence());
    assertThatThrownBy(() -> Misbehaviour.TwoPrepares.of(one, vote(one), one, vote(one)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void votesAtTwoPlacesOrInTwoViewsAreNoOffence() {
    Statement.Prepare p = Samples.prepare();
    Statement.Prepare later =
        new Statement.Prepare(p.chain(), p.epoch(), NEXT, p.sequence(), digest("other"));
    Statement.Prepare above =
        new Statement.Prepare(p.chain(), p.epoch(), p.view(), p.sequence().next(), digest("other"));
    assertThat(proven(Misbehaviour.TwoPrepares.of(p, vote(p), later, vote(later)))).isFalse();
    assertThat(proven(Misbehaviour.TwoPrepares.of(p, vote(p), above, vote(above)))).isFalse();
    Statement.Commit c = Samples.commit();
    Statement.Commit elsewhere =
        new Statement.Commit(
            c.chain(), c.epoch(), NEXT, c.sequence(), digest("other"), c.resultRoot());
    assertThat(proven(Misbehaviour.TwoCommits.of(c, vote(c), elsewhere, vote(elsewhere))))
        .as("two certificates of different views are not by themselves guilt")
        .isFalse();
  }

  @Test
  void badSignaturesIncriminateNobody() {
    Statement.Prepare p = Samples.prepare();
    Statement.Prepare other = MisbehaviourSamples.otherPrepare();
    Vote forged = new Vote(CULPRIT, vote(p).signature());
    assertThat(proven(Misbehaviour.TwoPrepares.of(p, vote(p), other, forged))).isFalse();
    ViewChangeStatement honest = empty(CULPRIT, NEXT);
    ViewChangeStatement unsigned =
        new ViewChangeStatement(
            honest.chain(),
            honest.epoch(),
            honest.sender(),
            honest.view(),
            honest.floor(),
            honest.prepared(),
            Signature.fromBytes(new byte[Signature.BYTES]));
    Signature commit = vote(Samples.commit()).signature();
    assertThat(proven(new Misbehaviour.Amnesia(Samples.commit(), commit, unsigned))).isFalse();
  }

  @Test
  void whoShowsWhatItCommittedToHasForgottenNothing() {
    ViewChangeStatement shows =
        viewChange(CULPRIT, NEXT, Optional.empty(), List.of(MisbehaviourSamples.shownPrepared()));
    ViewChangeStatement isPast =
        viewChange(CULPRIT, NEXT, Optional.of(MisbehaviourSamples.shownFloor()), List.of());
    ViewChangeStatement sameView = empty(CULPRIT, Samples.commit().view());
    Signature commit = vote(Samples.commit()).signature();
    for (ViewChangeStatement innocent : List.of(shows, isPast, sameView)) {
      assertThat(innocent.isSound(set(), VERIFIER)).isTrue();
      assertThat(proven(new Misbehaviour.Amnesia(Samples.commit(), commit, innocent))).isFalse();
    }
  }

  @Test
  void anothersCommitIsNotForgotten() {
    Signature others =
        SampleChain.validator(SampleChain.VALIDATORS.get(2)).sign(Samples.commit().toWire());
    assertThat(proven(new Misbehaviour.Amnesia(Samples.commit(), others, empty(CULPRIT, NEXT))))
        .isFalse();
  }

  @Test
  void aNewViewThatFollowsIsNoOffence() {
    View view = new View(5);
    assertThat(proven(onGround(view, quorum(view, 0)))).isFalse();
    assertThat(proven(onGround(view, quorum(view, 1)))).isFalse();
    assertThat(proven(onGround(view, quorum(view, 0).subList(0, 2)))).isTrue();
    List<ViewChangeStatement> reversed = new ArrayList<>(quorum(view, 0)).reversed();
    assertThat(proven(onGround(view, reversed))).isTrue();
    List<ViewChangeStatement> otherView = new ArrayList<>(quorum(view, 0));
    otherView.set(0, empty(otherView.get(0).sender(), new View(6)));
    assertThat(proven(onGround(view, otherView))).isTrue();
    List<ViewChangeStatement> unsound = new ArrayList<>(quorum(view, 0));
    unsound.set(
        0,
        viewChange(
            unsound.get(0).sender(),
            view,
            Optional.of(MisbehaviourSamples.shownFloor()),
            List.of(MisbehaviourSamples.shownPrepared())));
    assertThat(proven(onGround(view, unsound))).as("prepared below its own floor").isTrue();
  }

  @Test
  void aProposalWithinTheLimitsIsNoOffence() {
    int most = limits().getInt(Parameter.BLOCK_BODIES_MAX);
    assertThat(proven(MisbehaviourSamples.proposalOf(most - 1))).isFalse();
    assertThat(proven(MisbehaviourSamples.proposalOf(most))).isFalse();
    assertThat(proven(MisbehaviourSamples.proposalOf(most + 1))).isTrue();
  }

  /** ADR 0010: evidence reads a block's bytes itself, and must read the same. */
  @Test
  void aBlockIsTheSameToEvidence() {
    Block block = Samples.block();
    NamedBlock named = MisbehaviourSamples.named(block);
    assertThat(named.toWire()).isEqualTo(block.toWire());
    assertThat(named.digest()).isEqualTo(block.digest());
    assertThat(NamedBlock.BODIES_MAX).isEqualTo(Block.BODIES_MAX);
  }
}

package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.protocol.pbft.Hearing.id;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.SampleChain;
import org.junit.jupiter.api.Test;

/** E1: which real messages leave evidence, kind by kind, and beside each what does not. */
class WitnessTest {

  private final Hearing hearing = new Hearing();

  private static void accuses(
      List<Misbehaviour> found, int culprit, Class<? extends Misbehaviour> kind) {
    assertThat(found).singleElement().isInstanceOf(kind);
    assertThat(found.get(0).culprit()).isEqualTo(id(culprit));
  }

  @Test
  void twoPreparesAtOnePlace() {
    assertThat(hearing.hears(hearing.prepare(1, 0, "b1"))).isEmpty();
    accuses(hearing.hears(hearing.prepare(1, 0, "c1")), 1, Misbehaviour.TwoPrepares.class);
  }

  @Test
  void twoProposalsOfOnePrimary() {
    assertThat(hearing.hears(hearing.proposal(0, "b1"))).isEmpty();
    accuses(hearing.hears(hearing.proposal(0, "c1")), 0, Misbehaviour.TwoPrepares.class);
  }

  /** What a liar says to one may come to another in a certificate only. */
  @Test
  void aPrepareInACertificateCounts() {
    hearing.hears(hearing.prepare(1, 0, "c1"));
    PbftMessage.ViewChange shows =
        hearing.viewChange(2, 1, Optional.empty(), List.of(hearing.chain.prepared("b1", 0)));
    accuses(hearing.hears(shows), 1, Misbehaviour.TwoPrepares.class);
  }

  @Test
  void aCommitInACertificateCounts() {
    hearing.hears(hearing.commit(1, 0, "c1"));
    accuses(hearing.hears(hearing.certified("b1")), 1, Misbehaviour.TwoCommits.class);
  }

  @Test
  void oneVotePerPlaceIsNoOffence() {
    Statement.Prepare p = hearing.chain.prepare(0, hearing.chain.block("b1"));
    Statement.Prepare above =
        new Statement.Prepare(p.chain(), p.epoch(), p.view(), new SequenceNumber(3), p.block());
    assertThat(
            hearing.hears(
                hearing.prepare(1, 0, "b1"),
                hearing.prepare(1, 0, "b1"), // Resent.
                hearing.prepare(1, 1, "c1"), // A later view; it need not be ours.
                hearing.prepare(2, 0, "c1"), // Another signer.
                hearing.prepare(1, above)))
        .isEmpty();
  }

  @Test
  void otherChainsAndEpochsAreNoOffence() {
    Statement.Prepare p = hearing.chain.prepare(0, hearing.chain.block("c1"));
    ChainId other = new ChainId(SampleChain.digest("another chain"));
    hearing.hears(hearing.prepare(1, 0, "b1"));
    assertThat(
            hearing.hears(
                hearing.prepare(
                    1, new Statement.Prepare(other, p.epoch(), p.view(), p.sequence(), p.block())),
                hearing.prepare(
                    1,
                    new Statement.Prepare(
                        p.chain(), new Epoch(1), p.view(), p.sequence(), p.block()))))
        .isEmpty();
  }

  /** Signature first: anybody can write somebody else's name on a vote. */
  @Test
  void whatOthersForgeIncriminatesNobody() {
    Statement.Prepare other = hearing.chain.prepare(0, hearing.chain.block("c1"));
    Statement.Commit commit = hearing.chain.commit(0, hearing.chain.block("c1"), Optional.empty());
    hearing.hears(hearing.prepare(1, 0, "b1"), hearing.commit(1, 0, "b1"));
    Vote forged = new Vote(id(1), hearing.vote(2, other).signature());
    Vote forgedCommit = new Vote(id(1), hearing.vote(2, commit).signature());
    PbftMessage.ViewChange of2 = hearing.knowsNothing(2, 1);
    PbftMessage.ViewChange as1 =
        new PbftMessage.ViewChange(
            of2.chain(),
            of2.epoch(),
            id(1),
            of2.view(),
            of2.floor(),
            of2.prepared(),
            of2.signature());
    assertThat(
            hearing.hears(
                new PbftMessage.Prepare(other, forged),
                new PbftMessage.Commit(commit, forgedCommit),
                as1))
        .isEmpty();
    assertThat(hearing.evidence()).isEmpty();
  }

  @Test
  void twoCommitsAtOnePlace() {
    hearing.hears(hearing.commit(1, 0, "b1"));
    assertThat(hearing.hears(hearing.commit(1, 0, "b1"), hearing.commit(1, 1, "c1"))).isEmpty();
    accuses(hearing.hears(hearing.commit(1, 0, "c1")), 1, Misbehaviour.TwoCommits.class);
  }

  /** Two roots of one signer contradict; a root that is not ours is a bug (C6), and no offence. */
  @Test
  void twoOutcomesOfOneSigner() {
    Statement.Commit wrong =
        hearing.chain.commit(0, hearing.chain.block("b1"), Optional.of("wrong"));
    assertThat(hearing.hears(hearing.commit(2, wrong), hearing.commit(1, 0, "b1"))).isEmpty();
    accuses(hearing.hears(hearing.commit(1, wrong)), 1, Misbehaviour.TwoCommits.class);
  }

  @Test
  void twoCheckpointsOfOneSequence() {
    assertThat(
            hearing.hears(
                hearing.checkpoint(1, "b2", Optional.empty()),
                hearing.checkpoint(1, "b2", Optional.empty()),
                hearing.checkpoint(2, "b2", Optional.of("wrong"))))
        .isEmpty();
    accuses(
        hearing.hears(hearing.checkpoint(1, "b2", Optional.of("wrong"))),
        1,
        Misbehaviour.TwoCheckpoints.class);
  }

  private PbftMessage.NewView newView(PbftMessage.ViewChange... viewChanges) {
    return hearing.chain.newView(id(1), 1, List.of(viewChanges));
  }

  @Test
  void twoNewViewsOfOneView() {
    PbftMessage.ViewChange one = hearing.knowsNothing(0, 1);
    PbftMessage.ViewChange other =
        hearing.viewChange(0, 1, Optional.empty(), List.of(hearing.chain.prepared("b1", 0)));
    PbftMessage.ViewChange own = hearing.knowsNothing(1, 1);
    PbftMessage.ViewChange of2 = hearing.knowsNothing(2, 1);
    assertThat(hearing.hears(newView(one, own, of2), newView(one, own, of2))).isEmpty();
    assertThat(hearing.status().view()).isEqualTo(new View(1));
    accuses(hearing.hears(newView(other, own, of2)), 1, Misbehaviour.TwoNewViews.class);
  }

  @Test
  void aCommitThatIsForgotten() {
    assertThat(hearing.hears(hearing.commit(1, 0, "b1"))).isEmpty();
    accuses(hearing.hears(hearing.knowsNothing(1, 1)), 1, Misbehaviour.Amnesia.class);
  }

  @Test
  void aCommitThatComesAfterItWasForgotten() {
    assertThat(hearing.hears(hearing.knowsNothing(1, 1))).isEmpty();
    accuses(hearing.hears(hearing.commit(1, 0, "b1")), 1, Misbehaviour.Amnesia.class);
  }

  @Test
  void aViewChangeInANewViewForgetsToo() {
    hearing.hears(hearing.commit(2, 0, "b1"));
    accuses(
        hearing.hears(
            newView(
                hearing.knowsNothing(0, 1),
                hearing.knowsNothing(1, 1),
                hearing.knowsNothing(2, 1))),
        2,
        Misbehaviour.Amnesia.class);
  }

  @Test
  void whoShowsWhatItCommittedToHasForgottenNothing() {
    assertThat(
            hearing.hears(
                hearing.commit(0, 0, "b1"),
                hearing.commit(1, 0, "b1"),
                hearing.viewChange(
                    0, 1, Optional.empty(), List.of(hearing.chain.prepared("b1", 0))),
                hearing.viewChange(1, 2, Optional.of(hearing.chain.certified("b1", 0)), List.of()),
                hearing.commit(0, 1, "b1"),
                hearing.commit(0, 0, "b1"))) // Resent.
        .isEmpty();
  }

  /** A view-change binds in the views below it only. */
  @Test
  void whoCommitsInTheNextViewHasForgottenNothing() {
    assertThat(hearing.hears(hearing.knowsNothing(2, 1), hearing.commit(2, 1, "b1"))).isEmpty();
    assertThat(hearing.hears(hearing.commit(1, 1, "b1"), hearing.knowsNothing(1, 1))).isEmpty();
  }

  /** Another block may have been prepared there since: the higher view wins (PBFT02 §4.4). */
  @Test
  void whoShowsALaterBlockHasForgottenNothing() {
    assertThat(
            hearing.hears(
                hearing.commit(0, 0, "b1"),
                hearing.viewChange(
                    0, 2, Optional.empty(), List.of(hearing.chain.prepared("c1", 1)))))
        .isEmpty();
  }

  @Test
  void aNewViewThatDoesNotFollow() {
    PbftMessage.NewView ofTwo = newView(hearing.knowsNothing(0, 1), hearing.knowsNothing(1, 1));
    accuses(hearing.hears(ofTwo), 1, Misbehaviour.UnfoundedNewView.class);
    assertThat(hearing.status().view()).isEqualTo(View.ZERO);
  }

  @Test
  void aNewViewThatRestsOnForgeries() {
    PbftMessage.ViewChange of0 = hearing.knowsNothing(0, 1);
    PbftMessage.ViewChange forged =
        new PbftMessage.ViewChange(
            of0.chain(),
            of0.epoch(),
            id(2),
            of0.view(),
            of0.floor(),
            of0.prepared(),
            of0.signature());
    accuses(
        hearing.hears(newView(of0, hearing.knowsNothing(1, 1), forged)),
        1,
        Misbehaviour.UnfoundedNewView.class);
  }

  /** Others can take a new-view apart; they cannot sign what is left. */
  @Test
  void aNewViewThatOthersDamagedIncriminatesNobody() {
    PbftMessage.NewView whole =
        newView(hearing.knowsNothing(0, 1), hearing.knowsNothing(1, 1), hearing.knowsNothing(2, 1));
    PbftMessage.NewView damaged =
        new PbftMessage.NewView(
            whole.chain(),
            whole.epoch(),
            whole.sender(),
            whole.view(),
            whole.viewChanges().subList(0, 2),
            whole.signature());
    assertThat(hearing.hears(damaged)).isEmpty();
    byte[] bytes = whole.toWire();
    for (int at = 0; at < bytes.length; at += 5) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 0x04;
      assertThat(hearing.hears(flipped)).as("byte " + at).isEmpty();
    }
    assertThat(hearing.hears(whole)).isEmpty();
    assertThat(hearing.status().view()).isEqualTo(new View(1));
  }

  @Test
  void aNewViewOfAnotherChainIncriminatesNobody() {
    StoryChain seven = new StoryChain(id(3), 7, 2, 4, 512, false);
    List<PbftMessage.ViewChange> five =
        List.of(0, 1, 2, 3, 4).stream()
            .map(by -> seven.viewChange(id(by), 1, Optional.empty(), List.of()))
            .toList();
    // The same keys; a quorum of seven is none of four, and too many.
    assertThat(hearing.hears(seven.newView(id(1), 1, five))).isEmpty();
  }

  @Test
  void aBlockThatNamesTooManyBodies() {
    assertThat(hearing.hears(hearing.proposal(0, "four"))).isEmpty();
    hearing.restart();
    accuses(hearing.hears(hearing.proposal(0, "five")), 0, Misbehaviour.BrokenProposal.class);
  }

  @Test
  void aVoteForABlockAtAnotherPlace() {
    Statement.Prepare p = hearing.chain.prepare(0, hearing.chain.block("b1"));
    Statement.Prepare above =
        new Statement.Prepare(p.chain(), p.epoch(), p.view(), new SequenceNumber(2), p.block());
    hearing.hears(hearing.proposal(0, "b1"));
    accuses(hearing.hears(hearing.prepare(2, above)), 2, Misbehaviour.BrokenProposal.class);
  }

  /** What we forgot ourselves is for P8 to judge. */
  @Test
  void ownVotesAreNoEvidence() {
    PbftMessage.ViewChange shows =
        hearing.viewChange(2, 1, Optional.empty(), List.of(hearing.chain.preparedByHero("b1", 0)));
    PbftMessage.ViewChange other =
        hearing.viewChange(1, 1, Optional.empty(), List.of(hearing.chain.preparedByHero("c1", 0)));
    assertThat(hearing.hears(shows, other))
        .isNotEmpty()
        .noneMatch(m -> m.culprit().equals(Hearing.SELF));
  }

  @Test
  void oneOfEachKindIsEnough() {
    hearing.hears(hearing.prepare(1, 0, "b1"), hearing.prepare(1, 0, "c1"));
    int records = hearing.journal.size();
    for (int i = 0; i < 100; i++) {
      Statement.Prepare random =
          new Statement.Prepare(
              hearing.chain.id(),
              Epoch.ZERO,
              View.ZERO,
              new SequenceNumber(1 + i % 8),
              SampleChain.digest("random " + i));
      assertThat(hearing.hears(hearing.prepare(1, random))).isEmpty();
    }
    assertThat(hearing.evidence()).hasSize(1);
    assertThat(hearing.journal).hasSize(records);
    hearing.hears(hearing.commit(1, 0, "b1"), hearing.commit(1, 0, "c1"));
    hearing.hears(hearing.prepare(2, 0, "b1"), hearing.prepare(2, 0, "c1"));
    assertThat(hearing.evidence()).hasSize(3);
  }

  /** Whatever a liar says elsewhere, what it said here is remembered. */
  @Test
  void nothingIsPushedOut() {
    hearing.hears(hearing.prepare(1, 0, "b1"));
    for (int i = 2; i < 2_000; i++) {
      Statement.Prepare elsewhere =
          new Statement.Prepare(
              hearing.chain.id(),
              Epoch.ZERO,
              new View(i % 3 * 40L),
              new SequenceNumber(i),
              SampleChain.digest("random"));
      hearing.hears(hearing.prepare(1, elsewhere));
    }
    accuses(hearing.hears(hearing.prepare(1, 0, "c1")), 1, Misbehaviour.TwoPrepares.class);
  }

  @Test
  void evidenceSurvivesARestartAndIsNotTakenTwice() {
    hearing.hears(hearing.prepare(1, 0, "b1"), hearing.prepare(1, 0, "c1"));
    List<Misbehaviour> before = hearing.evidence();
    int records = hearing.journal.size();
    hearing.restart();
    assertThat(hearing.evidence()).isEqualTo(before);
    assertThat(hearing.hears(hearing.prepare(1, 0, "b1"), hearing.prepare(1, 0, "c1"))).isEmpty();
    assertThat(hearing.journal).hasSize(records);
  }

  @Test
  void evidenceSurvivesACut() {
    hearing.hears(hearing.prepare(1, 0, "b1"), hearing.prepare(1, 0, "c1"));
    hearing.hears(hearing.certified("b1"), hearing.certified("b2"));
    hearing.hears(hearing.chain.shown(id(0), "b2", Optional.empty()));
    List<Misbehaviour> before = hearing.evidence();
    assertThat(before).isNotEmpty();
    hearing.cutAndRestart();
    assertThat(hearing.evidence()).isEqualTo(before);
  }

  /** Votes of a view that comes are watched when it comes. */
  @Test
  void whatCameTooEarlyIsLookedAtLater() {
    assertThat(hearing.hears(hearing.prepare(0, 2, "b1"), hearing.prepare(0, 2, "c1"))).isEmpty();
    List<PbftMessage.ViewChange> wanted =
        List.of(hearing.knowsNothing(0, 2), hearing.knowsNothing(1, 2), hearing.knowsNothing(2, 2));
    accuses(
        hearing.hears(hearing.chain.newView(id(2), 2, wanted)), 0, Misbehaviour.TwoPrepares.class);
  }
}

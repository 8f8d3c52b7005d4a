package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R1, R3, P1: what a validator owes a round, once each, whatever happens to it. */
class RoundDutiesTest {

  /** First byte of the journal's record of a new-view (docs/wire.md). */
  private static final byte NEW_VIEW = 7;

  private final Seat seat = new Seat();

  private static <T extends ResultLeaf> T leaf(ExecutedBlock block, Class<T> kind) {
    List<T> found = block.leaves().stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private CommitmentReceipt.Answer answer(Operation commitment) {
    return leaf(seat.then(commitment), CommitmentReceipt.class).answer();
  }

  private RevealReceipt.Answer reveal(Operation reveal) {
    return leaf(seat.then(reveal), RevealReceipt.class).answer();
  }

  @Test
  void r1_commitsToTheNextRoundBeforeItOpensAndJournalsIt() {
    List<Operation.Commitment> own = seat.own(Operation.Commitment.class);
    assertThat(own).hasSize(1);
    assertThat(own.get(0)).isEqualTo(seat.commitment(1, 1));
    assertThat(seat.journal).anyMatch(DutyEntry::isDuty);
    assertThat(seat.hasShown(seat.secret(1, 1))).isFalse();
  }

  @Test
  void r1_commitsOnceToEachRound() {
    seat.tick();
    seat.resend();
    seat.nowMs += 10_000;
    seat.tick();
    long duties = seat.journal.stream().filter(DutyEntry::isDuty).count();
    assertThat(duties).isEqualTo(1);
    assertThat(seat.own(Operation.Commitment.class).stream().distinct()).hasSize(1);
    long round = seat.open(0, 1, 2, 3);
    assertThat(round).isEqualTo(1);
    assertThat(seat.own(Operation.Commitment.class).stream().distinct())
        .containsExactly(
            (Operation.Commitment) seat.commitment(1, 1),
            (Operation.Commitment) seat.commitment(1, 2));
  }

  @Test
  void r1_aCommitmentAfterTheOpeningIsTooLateAndChangesNothing() {
    long round = seat.open(0, 2, 3);
    Map<?, ?> committers = seat.round().committers();
    assertThat(answer(seat.commitment(1, round))).isEqualTo(CommitmentReceipt.Answer.TOO_LATE);
    seat.close();
    assertThat(answer(seat.commitment(1, round))).isEqualTo(CommitmentReceipt.Answer.TOO_LATE);
    assertThat(seat.round().committers()).isEqualTo(committers);
    // Not of K: it has nothing to reveal.
    assertThat(seat.own(Operation.Reveal.class)).isEmpty();
    assertThat(seat.hasShown(seat.secret(1, round))).isFalse();
  }

  @Test
  void r1_aCommitmentCountsOnceAndTheFirstStands() {
    Operation first = seat.commitment(0, 1);
    ReplicaId id = new ReplicaId(0);
    DiceSecret other = seat.secret(0, 77);
    var commitment = other.commitment(seat.draw(1), id);
    Operation second =
        new Operation.Commitment(
            seat.draw(1),
            id,
            commitment,
            Seat.key(0).sign(Operation.Commitment.signedBytes(seat.draw(1), id, commitment)));
    assertThat(answer(first)).isEqualTo(CommitmentReceipt.Answer.ACCEPTED);
    assertThat(answer(second)).isEqualTo(CommitmentReceipt.Answer.REPEATED);
    seat.then(seat.commitment(2, 1), seat.commitment(3, 1));
    seat.then();
    assertThat(seat.round().committers().get(id))
        .isEqualTo(((Operation.Commitment) first).commitment());
  }

  @Test
  void r2_revealsOnceAndOnlyItsOwn() {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    seat.tick();
    seat.resend();
    List<Operation.Reveal> own = seat.own(Operation.Reveal.class);
    assertThat(own.stream().distinct()).containsExactly((Operation.Reveal) seat.reveal(1, round));
    assertThat(seat.journal.stream().filter(DutyEntry::isDuty).count())
        .as("two commitments, one reveal")
        .isEqualTo(3);
    for (int other : List.of(0, 2, 3)) {
      assertThat(seat.hasShown(seat.secret(other, round))).isFalse();
    }
    assertThat(seat.hasShown(seat.secret(1, round + 1))).isFalse();
  }

  @Test
  void r2_aRevealBeforeTheCloseIsTooEarlyAndNoPartOfTheDice() {
    long round = seat.open(0, 1, 2, 3);
    assertThat(reveal(seat.reveal(0, round))).isEqualTo(RevealReceipt.Answer.TOO_EARLY);
    assertThat(seat.round().reveals()).isEmpty();
    assertThat(seat.hasShown(seat.secret(1, round))).isFalse();
  }

  @Test
  void r2_aRevealTwiceOrOfAnotherRoundCountsForNothing() {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    assertThat(reveal(seat.reveal(0, round))).isEqualTo(RevealReceipt.Answer.ACCEPTED);
    // The same bytes twice cannot be ordered twice: this is another signature for the same secret.
    Operation.Reveal again = (Operation.Reveal) seat.reveal(0, round);
    assertThat(
            reveal(
                new Operation.Reveal(
                    again.draw(),
                    again.validator(),
                    again.secret(),
                    Seat.key(0).sign(new byte[1]))))
        .isEqualTo(RevealReceipt.Answer.REPEATED);
    assertThat(reveal(seat.reveal(2, round + 1))).isEqualTo(RevealReceipt.Answer.TOO_EARLY);
    assertThat(reveal(seat.reveal(3, round - 1))).isEqualTo(RevealReceipt.Answer.NOT_AWAITED);
    Operation.Reveal three = (Operation.Reveal) seat.reveal(3, round + 1);
    assertThat(
            reveal(
                new Operation.Reveal(
                    seat.draw(round), three.validator(), three.secret(), three.signature())))
        .isEqualTo(RevealReceipt.Answer.COMMITMENT_MISMATCH);
    assertThat(seat.round().reveals().keySet()).containsExactly(new ReplicaId(0));
    assertThat(seat.table().revealsAwaited()).isEqualTo(Seat.ids(1, 2, 3));
  }

  @Test
  void r3_aRoundWithTooFewRevealsWaitsAndSaysForWhomAndIsNeverVoidedOrRedrawn() {
    long round = seat.open(0, 1, 2, 3);
    assertThat(seat.table().revealsAwaited()).isEmpty();
    seat.close();
    assertThat(seat.table().revealsAwaited()).isEqualTo(Seat.ids(0, 1, 2, 3));
    seat.then(seat.reveal(0, round), seat.reveal(1, round));
    var committers = seat.round().committers();
    for (int hours = 1; hours <= 48; hours++) {
      seat.certify(seat.round().closedAtMs() + hours * 3_600_000L);
      assertThat(seat.table().phase()).isEqualTo(RoundPhase.REVEALING);
      assertThat(seat.table().round()).isEqualTo(round);
      assertThat(seat.table().revealsAwaited()).isEqualTo(Seat.ids(2, 3));
    }
    // Nobody is asked for empty blocks meanwhile, and nothing is drawn anew.
    assertThat(seat.head.ledger().nextDueMs()).isEmpty();
    assertThat(seat.round().committers()).isEqualTo(committers);
    assertThat(seat.own(Operation.Reveal.class).stream().distinct()).hasSize(1);
    // One more is enough by now: |K| − f = 3.
    seat.then(seat.reveal(3, round));
    ExecutedBlock settled = seat.then();
    RollRecorded roll = leaf(settled, RollRecorded.class);
    assertThat(roll.round()).isEqualTo(round);
    assertThat(roll.reveals()).isEqualTo(Seat.secrets(seat, round, 0, 1, 3));
    assertThat(roll.roll())
        .isEqualTo(Beacon.of(seat.draw(round), Seat.secrets(seat, round, 0, 1, 3)).roll());
  }

  @Test
  void r3_theWindowIsAMinimumEvenWithEnoughReveals() {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    seat.then(seat.reveal(0, round), seat.reveal(1, round), seat.reveal(2, round));
    long fallback = seat.round().closedAtMs() + 1_600;
    seat.certify(fallback - 1);
    assertThat(seat.table().phase()).isEqualTo(RoundPhase.REVEALING);
    assertThat(seat.table().revealsAwaited()).isEqualTo(Seat.ids(3));
    assertThat(leaf(seat.certify(fallback), RollRecorded.class).reveals()).hasSize(3);
  }

  @Test
  void r4_aValidatorThatWasPassedOverStillClearsItsName() {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    seat.then(seat.reveal(0, round), seat.reveal(2, round), seat.reveal(3, round));
    seat.certify(seat.round().closedAtMs() + 1_600);
    seat.said.clear();
    seat.resend();
    Output ignored = seat.tick();
    assertThat(ignored).isNotNull();
    assertThat(seat.own(Operation.Reveal.class)).contains((Operation.Reveal) seat.reveal(1, round));
    assertThat(reveal(seat.reveal(1, round))).isEqualTo(RevealReceipt.Answer.LATE);
    seat.said.clear();
    seat.tick();
    assertThat(seat.own(Operation.Reveal.class)).isEmpty();
  }

  /** Seed 20000158022: it proposed an empty block first, and threw the dice without its secret. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void r4_aPrimaryThatStartsAgainEndsNoRoundWithoutItsOwnReveal(boolean journalled) {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    seat.then(seat.reveal(0, round), seat.reveal(2, round), seat.reveal(3, round));
    View view = new View(1);
    for (int i : List.of(0, 2)) {
      seat.receive(Seat.viewChange(new ReplicaId(i), seat.chain, view, Seat.key(i)));
    }
    assertThat(seat.replica.status().consensus().view()).isEqualTo(view);
    assertThat(seat.said).anyMatch(PbftMessage.PrePrepare.class::isInstance);
    // It dies when the new-view is durable, and what it proposed in it is not.
    while (seat.journal.getLast()[0] != NEW_VIEW) {
      seat.journal.removeLast();
    }
    byte[] reveal = new DutyEntry(Body.of(seat.reveal(1, round))).toWire();
    assertThat(seat.journal).contains(reveal);
    if (!journalled) {
      seat.journal.removeIf(record -> Arrays.equals(record, reveal)); // Nor that, if it was last.
    }
    seat.said.clear();
    seat.nowMs = seat.round().closedAtMs() + 1_600;
    seat.start("");
    assertThat(seat.proposed().bodies()).contains(Body.of(seat.reveal(1, round)).digest());
    assertThat(seat.own(Operation.Reveal.class)).contains((Operation.Reveal) seat.reveal(1, round));
    assertThat(seat.journal).contains(reveal);
  }

  /** In one step it learns of the close, signs its reveal, and may end the round. */
  @Test
  void r4_aPrimaryThatCatchesUpOverTheCloseEndsNoRoundWithoutItsOwnReveal() {
    long round = seat.open(0, 1, 2, 3);
    for (int i : List.of(0, 2)) {
      seat.receive(Seat.viewChange(new ReplicaId(i), seat.chain, new View(1), Seat.key(i)));
    }
    PbftMessage close = seat.certified(seat.round().closesAtMs());
    PbftMessage reveals =
        seat.certified(
            seat.head.effectiveTimeMs(),
            seat.reveal(0, round),
            seat.reveal(2, round),
            seat.reveal(3, round));
    seat.nowMs = seat.round().closedAtMs() + 1_600;
    seat.said.clear();
    seat.receive(reveals); // It waits for the close, and both are certain at once.
    seat.receive(close);
    assertThat(seat.proposed().bodies()).contains(Body.of(seat.reveal(1, round)).digest());
    assertThat(seat.own(Operation.Reveal.class))
        .containsExactly((Operation.Reveal) seat.reveal(1, round));
    assertThat(seat.journal).contains(new DutyEntry(Body.of(seat.reveal(1, round))).toWire());
  }

  @Test
  void p1_afterARestartTheSameBytesAreSentAgain() {
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    List<Body> before = List.copyOf(seat.ownBodies());
    seat.said.clear();
    seat.start("");
    List<Body> after = seat.ownBodies();
    assertThat(after.stream().map(Body::digest))
        .contains(Body.of(seat.reveal(1, round)).digest())
        .isSubsetOf(before.stream().map(Body::digest).toList());
    for (Body body : after) {
      Body same =
          before.stream().filter(b -> b.digest().equals(body.digest())).findFirst().orElseThrow();
      assertThat(body.toBytes()).isEqualTo(same.toBytes());
    }
  }

  @Test
  void p1_afterARestartTheSecretIsTheSame() {
    long round = seat.open(0, 1, 2, 3);
    seat.start("");
    seat.close();
    assertThat(reveal(seat.own(Operation.Reveal.class).get(0)))
        .isEqualTo(RevealReceipt.Answer.ACCEPTED);
    assertThat(seat.round().reveals().get(Seat.SELF)).isEqualTo(seat.secret(1, round));
  }

  @Test
  void p1_withAnotherBeaconKeyThereIsNoRevealAndNoSecondCommitment() {
    seat.start("changed");
    long round = seat.open(0, 1, 2, 3);
    seat.close();
    DiceSecret changed = Seat.secret("changed", Seat.SELF, seat.draw(round));
    assertThat(seat.own(Operation.Reveal.class)).isEmpty();
    assertThat(seat.hasShown(changed)).isFalse();
    assertThat(
            seat.own(Operation.Commitment.class).stream()
                .filter(c -> c.draw().round() == round)
                .distinct())
        .containsExactly((Operation.Commitment) seat.commitment(1, round));
  }

  @Test
  void p1_aRestartSendsOnlyWhatTheLedgerDoesNotShow() {
    for (int i = 0; i < 3; i++) {
      long round = seat.open(0, 1, 2, 3);
      seat.close();
      seat.then(
          seat.reveal(0, round),
          seat.reveal(1, round),
          seat.reveal(2, round),
          seat.reveal(3, round));
      assertThat(seat.round().phase()).isEqualTo(RoundPhase.SETTLED);
    }
    seat.said.clear();
    seat.start("");
    assertThat(seat.ownBodies().stream().map(Body::operation).distinct())
        .containsExactly(seat.commitment(1, 4));
  }

  @Test
  void p8_withoutItsJournalItOwesNothingAndShowsNothing() {
    long round = seat.open(0, 1, 2, 3);
    seat.journal.clear();
    seat.said.clear();
    seat.written.clear();
    seat.start("");
    assertThat(seat.replica.status().consensus().mute()).isTrue();
    assertThat(seat.ownBodies()).isEmpty();
    // It hears of the blocks again, up to the close.
    for (long n = 1; n <= seat.last().value(); n++) {
      seat.receive(
          new org.bitcraps.protocol.pbft.PbftMessage.CertifiedBlockReply(
              new ReplicaId(0),
              seat.block(new org.bitcraps.evidence.membership.SequenceNumber(n)).orElseThrow()));
    }
    seat.close();
    assertThat(seat.ownBodies()).isEmpty();
    assertThat(seat.hasShown(seat.secret(1, round))).isFalse();
  }
}

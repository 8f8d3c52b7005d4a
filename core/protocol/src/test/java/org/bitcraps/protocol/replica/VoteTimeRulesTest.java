package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.ProposalPolicy.Judgement;
import org.bitcraps.protocol.consensus.ProposalPolicy.Verdict;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P6, P7: each limit at <, =, >; and that only fresh proposals are asked. */
class VoteTimeRulesTest {

  private static final long PARENT = 1_000_000;

  private final Seat seat = new Seat();
  private final VoteTimeRules rules = new VoteTimeRules(seat.genesis.parameters());

  private Block block(long timeMs, int bodies) {
    List<Digest> digests = new ArrayList<>();
    for (int i = 0; i < bodies; i++) {
      digests.add(SampleChain.digest("body " + i));
    }
    return new Block(seat.chain, Epoch.ZERO, new SequenceNumber(1), timeMs, Digest.ZERO, digests);
  }

  /** At genesis, where no round has begun and nothing waits. */
  private final ProposalPolicy.Situation genesis =
      new ProposalPolicy.Situation() {
        @Override
        public Executed certified() {
          return new LedgerExecution.LedgerState(seat.head);
        }

        @Override
        public List<ProposalPolicy.Filled> below() {
          return List.of();
        }

        @Override
        public List<ProposalPolicy.Waiting> waiting() {
          return List.of();
        }
      };

  private Verdict judge(Block block, long arrivedMs, long nowMs, boolean authorised, long bytes) {
    // Which bodies they are is asked only of a block that is too old.
    List<Body> any = List.of(Body.of(seat.commitment(2, 1)));
    return rules.judge(
        new ProposalPolicy.Proposal(
            new ProposalPolicy.Filled(block, any), PARENT, arrivedMs, nowMs, authorised, bytes),
        genesis);
  }

  private Verdict judge(long timeMs, long arrivedMs, long nowMs) {
    return judge(block(timeMs, 1), arrivedMs, nowMs, true, 1);
  }

  @ParameterizedTest
  @CsvSource({"-1, REFUSE", "0, ACCEPT", "1, ACCEPT"})
  void p6_neverBeforeItsParent(long after, Judgement expected) {
    assertThat(judge(PARENT + after, PARENT, PARENT).judgement()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1001, REFUSE", "1000, ACCEPT", "999, ACCEPT"})
  void p6_atMostMaxLagBehindTheClockAtArrival(long behind, Judgement expected) {
    long arrived = PARENT + 10_000;
    Verdict verdict = judge(arrived - behind, arrived, arrived + 60_000);
    assertThat(verdict.judgement()).isEqualTo(expected);
    assertThat(verdict.reason().filter(r -> r != Rejection.CLOCK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"199, ACCEPT", "200, ACCEPT", "201, WAIT"})
  void p6_atMostMaxSkewAheadOfTheClockNowElseItWaits(long ahead, Judgement expected) {
    assertThat(judge(PARENT + ahead, PARENT, PARENT).judgement()).isEqualTo(expected);
    // Time passes: what had to wait becomes acceptable, arrival stays where it was.
    assertThat(judge(PARENT + ahead, PARENT, PARENT + 1).judgement()).isEqualTo(Judgement.ACCEPT);
  }

  @ParameterizedTest
  @CsvSource({"7, ACCEPT", "8, ACCEPT", "9, REFUSE"})
  void p7_atMostTheBodiesOfOneBlock(int bodies, Judgement expected) {
    Verdict verdict = judge(block(PARENT, bodies), PARENT, PARENT, true, 1);
    assertThat(verdict.judgement()).isEqualTo(expected);
    assertThat(verdict.reason().filter(r -> r != Rejection.OVER_LIMIT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, ACCEPT", "0, ACCEPT", "1, REFUSE"})
  void p7_atMostTheBytesOfOneBlock(long over, Judgement expected) {
    long most = seat.genesis.parameters().get(Parameter.BLOCK_BYTES_MAX);
    assertThat(judge(block(PARENT, 1), PARENT, PARENT, true, most + over).judgement())
        .isEqualTo(expected);
  }

  @Test
  void p7_anUnauthorisedBodyWaitsAndABadClockRefusesItAllTheSame() {
    assertThat(judge(block(PARENT, 1), PARENT, PARENT, false, 1))
        .isEqualTo(Verdict.waitFor(Rejection.UNAUTHORISED));
    assertThat(judge(block(PARENT - 1, 1), PARENT, PARENT, false, 1))
        .isEqualTo(Verdict.refuse(Rejection.CLOCK));
  }

  // --- the same rules as a whole validator keeps them

  private Statement.Prepare prepare(Block block) {
    return new Statement.Prepare(
        block.chain(), block.epoch(), View.ZERO, block.sequence(), block.digest());
  }

  private void propose(Block block) {
    Statement.Prepare statement = prepare(block);
    seat.receive(new PbftMessage.PrePrepare(View.ZERO, block, Seat.vote(0, statement)));
  }

  private boolean prepares(Block block) {
    return seat.said.stream()
        .anyMatch(m ->
            m instanceof PbftMessage.Prepare p
                && p.statement().block().equals(block.digest())
                && p.sender().equals(Seat.SELF));
  }

  private void othersPrepare(Block block) {
    for (int other : List.of(2, 3)) {
      seat.receive(new PbftMessage.Prepare(prepare(block), Seat.vote(other, prepare(block))));
    }
  }

  @Test
  void p6_aValidatorPreparesWhatIsInTime() {
    Block block = seat.block(seat.nowMs, List.of());
    propose(block);
    assertThat(prepares(block)).isTrue();
  }

  @Test
  void p6_aFutureProposalIsPreparedWhenItsTimeHasCome() {
    Block block = seat.block(seat.nowMs + 201, List.of());
    propose(block);
    assertThat(prepares(block)).isFalse();
    seat.nowMs += 1;
    seat.tick();
    assertThat(prepares(block)).isTrue();
  }

  @Test
  void p7_aPreparedCertificateOverridesARefusalByTheClock() {
    seat.nowMs += 5_000;
    Block old = seat.block(seat.nowMs - 1_001, List.of());
    propose(old);
    seat.tick();
    assertThat(prepares(old)).isFalse();
    othersPrepare(old);
    assertThat(prepares(old)).isTrue();
  }

  private BatchBody forgedReveal() {
    return BatchBody.own(
        Body.of(
            new Operation.Reveal(
                seat.draw(1), new ReplicaId(2), seat.secret(2, 1), Seat.key(3).sign(new byte[1]))));
  }

  @Test
  void p7_aFreshProposalWithAForgedBodyIsNotPreparedUntilAQuorumHas() {
    BatchBody forged = forgedReveal();
    Block block = seat.block(seat.nowMs, List.of(forged.body()));
    propose(block);
    seat.receive(new PbftMessage.Bodies(new ReplicaId(0), List.of(forged)));
    seat.tick();
    assertThat(prepares(block)).isFalse();
    othersPrepare(block);
    assertThat(prepares(block)).isTrue();
  }

  @Test
  void p7_aForgedBodyThatNothingNamesIsNotKept() {
    seat.receive(new PbftMessage.Bodies(new ReplicaId(0), List.of(forgedReveal())));
    // Only its own commitment is there.
    assertThat(seat.replica.status().consensus().bodies()).isEqualTo(1);
  }

  @Test
  void p7_aCertifiedBlockIsExecutedWhateverWeThinkOfIt() {
    seat.nowMs += 3_600_000;
    seat.certify(Seat.START_MS, forgedReveal().body().operation());
    assertThat(seat.replica.ledger().effectiveTimeMs()).isEqualTo(Seat.START_MS);
    seat.certify(seat.nowMs + 3_600_000);
    assertThat(seat.replica.ledger().effectiveTimeMs()).isEqualTo(seat.head.effectiveTimeMs());
  }

  @Test
  void p6_executionGoesByEffectiveTimeWhichNeverFalls() {
    seat.certify(Seat.START_MS + 500);
    seat.certify(Seat.START_MS + 100);
    assertThat(seat.replica.ledger().effectiveTimeMs()).isEqualTo(Seat.START_MS + 500);
  }

  @Test
  void d1_aProposalWhoseBodyIsMissingIsNotPrepared() {
    Body body = Body.of(seat.commitment(2, 1));
    Block block = seat.block(seat.nowMs, List.of(body));
    propose(block);
    othersPrepare(block);
    assertThat(prepares(block)).isFalse();
    seat.step(new Input.BodyArrived(seat.nowMs, BatchBody.own(body), true));
    assertThat(prepares(block)).isTrue();
  }
}

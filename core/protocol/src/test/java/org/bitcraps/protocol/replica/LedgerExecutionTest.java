package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.StateMismatchException;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;

/** C3, C6: what consensus signs as the outcome is the root of the real ledger, and only that. */
class LedgerExecutionTest {

  private final Seat seat = new Seat();
  private final LedgerExecution execution = new LedgerExecution(seat.genesis);

  private Block child(Executed parent, long sequence, long timeMs, List<Body> bodies) {
    Digest digest = ((LedgerExecution.LedgerState) parent).block().digest();
    return new Block(
        seat.chain,
        Epoch.ZERO,
        new org.bitcraps.evidence.membership.SequenceNumber(sequence),
        timeMs,
        digest,
        bodies.stream().map(Body::digest).toList());
  }

  @Test
  void c6_theRootIsAFunctionOfStateAndBlock() {
    List<Body> bodies = Seat.bodies(seat.commitment(0, 1), seat.commitment(2, 1));
    Executed start = execution.genesis();
    Block block = child(start, 1, Seat.START_MS + 7, bodies);
    Executed once = execution.execute(start, block, bodies);
    // A branch in between, another instance, a second time: nothing leaks from one to the other.
    Executed branch =
        execution.execute(start, child(start, 1, Seat.START_MS, List.of()), List.of());
    assertThat(branch.resultRoot()).isNotEqualTo(once.resultRoot());
    assertThat(execution.execute(start, block, bodies).resultRoot()).isEqualTo(once.resultRoot());
    LedgerExecution other = new LedgerExecution(seat.genesis);
    assertThat(other.execute(other.genesis(), block, bodies).resultRoot())
        .isEqualTo(once.resultRoot());
    assertThat(once.resultRoot())
        .isEqualTo(ExecutedBlock.genesis(seat.genesis).next(block, bodies).resultRoot());
  }

  @Test
  void c6_aDifferentOutcomeIsADifferentRoot() {
    Executed start = execution.genesis();
    Executed early = execution.execute(start, child(start, 1, Seat.START_MS, List.of()), List.of());
    Executed late =
        execution.execute(start, child(start, 1, Seat.START_MS + 1, List.of()), List.of());
    assertThat(late.resultRoot()).isNotEqualTo(early.resultRoot());
    // The same bodies in another order open the same round, by another way.
    List<Body> oneWay = Seat.bodies(seat.commitment(0, 1), seat.commitment(2, 1));
    List<Body> otherWay = Seat.bodies(seat.commitment(2, 1), seat.commitment(0, 1));
    assertThat(execution.execute(start, child(start, 1, 0, oneWay), oneWay).resultRoot())
        .isNotEqualTo(
            execution.execute(start, child(start, 1, 0, otherWay), otherWay).resultRoot());
  }

  @Test
  void itRefusesABlockThatDoesNotFollowOrOtherBodies() {
    Executed start = execution.genesis();
    Executed first = execution.execute(start, child(start, 1, 1, List.of()), List.of());
    Block second = child(first, 2, 1, List.of());
    assertThatThrownBy(() -> execution.execute(start, second, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> execution.execute(first, second, Seat.bodies(seat.commitment(0, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itIsDueWhenTheLedgerIs() {
    assertThat(execution.genesis().nextDueMs()).isEmpty();
    seat.open(0, 2, 3);
    assertThat(new LedgerExecution.LedgerState(seat.head).nextDueMs())
        .hasValue(seat.round().closesAtMs());
  }

  @Test
  void c3_theCertifiedRootIsTheLedgersOrTheValidatorStops() {
    seat.open(0, 2, 3);
    assertThat(
            seat.replica
                .status()
                .consensus()
                .last()
                .orElseThrow()
                .certificate()
                .statement()
                .resultRoot())
        .isEqualTo(seat.head.resultRoot());
    Block block = seat.block(seat.nowMs, List.of());
    var wrong = seat.statement(block, SampleChain.digest("wrong"), 0);
    PbftMessage reply = Seat.reply(block, Seat.certificate(wrong, 0, 2, 3), List.of());
    assertThatThrownBy(() -> seat.receive(reply)).isInstanceOf(StateMismatchException.class);
  }

  @Test
  void c3_theOutcomeInItsOwnCommitIsTheLedgers() {
    Block block = seat.block(seat.nowMs, List.of());
    var prepare =
        new org.bitcraps.evidence.certificate.Statement.Prepare(
            seat.chain,
            Epoch.ZERO,
            org.bitcraps.evidence.membership.View.ZERO,
            block.sequence(),
            block.digest());
    seat.receive(
        new PbftMessage.PrePrepare(
            org.bitcraps.evidence.membership.View.ZERO, block, Seat.vote(0, prepare)));
    seat.receive(new PbftMessage.Prepare(prepare, Seat.vote(3, prepare)));
    assertThat(seat.said)
        .filteredOn(PbftMessage.Commit.class::isInstance)
        .singleElement()
        .satisfies(m ->
            assertThat(((PbftMessage.Commit) m).statement().resultRoot())
                .isEqualTo(seat.head.next(block, List.of()).resultRoot()));
  }
}

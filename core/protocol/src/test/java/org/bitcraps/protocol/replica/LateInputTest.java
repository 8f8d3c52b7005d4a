package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;

/** P4, P6: what waited in a queue of a busy host carries the clock of its arrival. */
class LateInputTest {

  private static final long WAITED_MS = 900;

  private final Seat seat = new Seat();

  private Input late() {
    BatchBody body = BatchBody.own(Seat.bodies(seat.commitment(2, 1)).get(0));
    return new Input.BodyArrived(seat.nowMs - WAITED_MS, body, true);
  }

  /** A loaded server changed its view ten times a second: the age of each body was taken off. */
  @Test
  void itsAgeIsNotTakenOffTheDeadlines() {
    Output ticked = seat.tick();
    assertThat(seat.step(late()).timers())
        .noneMatch(t -> t instanceof TimerChange.Set set && set.atMs() <= seat.nowMs);
    assertThat(seat.step(new Input.TimerFired(seat.nowMs + 499, Timer.PROGRESS)).observations())
        .as("ticked: %s", ticked.timers())
        .isEmpty();
  }

  /** P6: a proposal is judged by the clock at its arrival, not by when we find time for it. */
  @Test
  void aProposalThatWaitedWithUsIsNotTooOldForThat() {
    seat.nowMs += 10_000;
    seat.tick();
    Block block = seat.block(seat.nowMs - WAITED_MS - 999, List.of());
    Statement.Prepare statement =
        new Statement.Prepare(
            block.chain(), block.epoch(), View.ZERO, block.sequence(), block.digest());
    PbftMessage.PrePrepare proposal =
        new PbftMessage.PrePrepare(View.ZERO, block, Seat.vote(0, statement));
    Admission.Outcome.Admitted admitted =
        (Admission.Outcome.Admitted) seat.door().peer(proposal.toWire(), seat.nowMs - WAITED_MS);
    Output output = seat.step(admitted.inputs().get(0));
    assertThat(output.send())
        .anyMatch(sent ->
            sent instanceof Outbound.ToPeers to && to.message() instanceof PbftMessage.Prepare);
  }
}

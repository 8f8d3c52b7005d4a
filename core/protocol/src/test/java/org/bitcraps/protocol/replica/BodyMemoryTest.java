package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;

/** D2, X4: bodies that nobody signed are held only while something names them. */
class BodyMemoryTest {

  private final Seat seat = new Seat();

  private int held() {
    return seat.replica.status().consensus().bodies();
  }

  private Statement.Prepare proposal(long view, Block block) {
    Statement.Prepare statement =
        new Statement.Prepare(
            block.chain(), block.epoch(), new View(view), block.sequence(), block.digest());
    seat.receive(new PbftMessage.PrePrepare(new View(view), block, Seat.vote(0, statement)));
    return statement;
  }

  /** A faulty primary names bodies that it forged, and hands them out. */
  private BatchBody proposeForged(long view) {
    BatchBody forged =
        BatchBody.own(
            Body.of(
                new Operation.Reveal(
                    seat.draw(view + 1),
                    new ReplicaId(2),
                    seat.secret(2, view + 1),
                    Seat.key(3).sign(new byte[1]))));
    proposal(view, seat.block(seat.nowMs, List.of(forged.body())));
    seat.receive(new PbftMessage.Bodies(new ReplicaId(0), List.of(forged)));
    return forged;
  }

  private void enter(long view) {
    seat.receive(Seat.newView(new ReplicaId(0), seat.chain, new View(view), Seat.key(0)));
    assertThat(seat.replica.status().consensus().view()).isEqualTo(new View(view));
  }

  @Test
  void aViewTakesTheBodiesAlongThatOnlyItsProposalsNamed() {
    int before = held();
    for (long view = 0; view < 40; view += 4) {
      proposeForged(view);
      assertThat(held()).isEqualTo(before + 1); // Named: a quorum may yet prepare it (P7).
      enter(view + 4);
      assertThat(held()).isEqualTo(before);
    }
    assertThat(seat.replica.status().consensus().bodyBytes()).isLessThan(1_000);
  }

  @Test
  void aCertifiedBlockTakesTheBodiesAlongThatOnlyADeadBranchNamed() {
    int before = held();
    proposeForged(0);
    assertThat(held()).isEqualTo(before + 1);
    seat.then();
    assertThat(held()).isEqualTo(before);
  }

  /** D1: what we voted for we can serve, whatever becomes of the view. */
  @Test
  void whatItPreparedStaysThoughNobodySignedIt() {
    int before = held();
    BatchBody forged = proposeForged(0);
    Block block = seat.block(seat.nowMs, List.of(forged.body()));
    Statement.Prepare statement = proposal(0, block);
    for (int other : List.of(2, 3)) {
      seat.receive(new PbftMessage.Prepare(statement, Seat.vote(other, statement)));
    }
    enter(4);
    assertThat(held()).isEqualTo(before + 1);
  }
}

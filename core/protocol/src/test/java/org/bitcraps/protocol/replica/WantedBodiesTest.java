package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;

/** D2: who lacks bodies gets them, however many they are. */
class WantedBodiesTest {

  private final Seat seat = new Seat();

  /** Nearly as large as a body may be. */
  private BatchBody large(int number) {
    PublicKey key = Seat.player().publicKey();
    AccountId to = AccountId.of(Seat.gateway().publicKey());
    // Nobody looks at these signatures here.
    Signature any = Seat.player().sign(new byte[1]);
    List<SignedOrder> orders = new ArrayList<>();
    for (int i = 0; i < 5_600; i++) {
      orders.add(
          new SignedOrder(
              new PlayerOrder.Transfer(seat.chain, key, to, 1, 5_600L * number + i, Seat.START_MS),
              any));
    }
    Body body = Body.of(new Operation.PlayerOrders(seat.chain, orders));
    return BatchBody.broughtBy(Seat.GATEWAY, number, body, Seat.gateway());
  }

  /** Found under load: one answer with 8.5 MB was refused by everybody, every time. */
  @Test
  void noAnswerIsLargerThanWhatAPeerReads() {
    SortedSet<Digest> held = new TreeSet<>();
    for (int number = 0; number < 8; number++) {
      BatchBody body = large(number);
      held.add(body.body().digest());
      seat.step(new Input.BodyArrived(seat.nowMs, body, true));
    }
    SortedSet<Digest> missing = new TreeSet<>(held);
    for (int asked = 0; asked < 10 && !missing.isEmpty(); asked++) {
      seat.said.clear();
      seat.receive(Seat.bodiesWanted(new ReplicaId(3), seat.chain, List.copyOf(missing)));
      for (PbftMessage said : seat.said) {
        if (said instanceof PbftMessage.Bodies bodies) {
          assertThat(bodies.toWire())
              .hasSizeLessThanOrEqualTo(PbftCodec.bytesMax(seat.genesis.parameters()));
          bodies.bodies().forEach(body -> missing.remove(body.body().digest()));
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}

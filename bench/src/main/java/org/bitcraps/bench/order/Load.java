package org.bitcraps.bench.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.bitcraps.bench.Figures;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.protocol.consensus.Lane;

/** Bodies of transfers made ahead, and how far they have come. Thread-safe. */
final class Load {

  /** Marks what a gateway put into a body line: no message of a peer begins with it. */
  static final byte FROM_GATEWAY = 0x7f;

  private static final long NEVER_MS = 4_000_000_000_000L;

  /** As they lie in the line: marked. */
  private final List<byte[]> bodies = new ArrayList<>();

  private final Map<Digest, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicLongArray sentNs;
  private final AtomicLongArray certifiedNs;
  private final Semaphore room;
  private final Semaphore certified = new Semaphore(0);
  private final AtomicInteger undone = new AtomicInteger();
  private final int perBody;

  /**
   * Makes {@code count} bodies.
   *
   * @param signed whether with the players' real signatures
   * @param outstanding bodies under way at once, at most
   */
  Load(House house, int count, int perBody, boolean signed, int outstanding) {
    this.perBody = perBody;
    this.room = new Semaphore(outstanding);
    this.sentNs = new AtomicLongArray(count);
    this.certifiedNs = new AtomicLongArray(count);
    byte[] unsigned = new byte[Signature.BYTES];
    unsigned[0] = 1;
    Signature none = Signature.fromBytes(unsigned);
    for (int number = 0; number < count; number++) {
      List<SignedOrder> orders = new ArrayList<>(perBody);
      for (int i = 0; i < perBody; i++) {
        long place = (long) number * perBody + i;
        PlayerOrder order = transfer(house, place);
        Signer player = house.players().get((int) (place % house.players().size()));
        orders.add(signed ? SignedOrder.sign(order, player) : new SignedOrder(order, none));
      }
      Body body = Body.of(new Operation.PlayerOrders(house.chain(), orders));
      BatchBody brought = BatchBody.broughtBy(House.GATEWAY, number + 1L, body, house.gatewayKey());
      byte[] wire = brought.toWire();
      byte[] line = new byte[wire.length + 1];
      line[0] = FROM_GATEWAY;
      System.arraycopy(wire, 0, line, 1, wire.length);
      bodies.add(line);
      numbers.put(body.digest(), number);
    }
  }

  /** One unit of chips to the next player; every nonce of every player once, in order. */
  private static PlayerOrder transfer(House house, long place) {
    int players = house.players().size();
    int from = (int) (place % players);
    return new PlayerOrder.Transfer(
        house.chain(),
        house.players().get(from).publicKey(),
        AccountId.of(house.players().get((from + 1) % players).publicKey()),
        1,
        place / players,
        NEVER_MS);
  }

  /** One of them as a gateway sends it. */
  byte[] body(int number) {
    byte[] line = bodies.get(number);
    return Arrays.copyOfRange(line, 1, line.length);
  }

  /** Bytes of one operation in its body. */
  int operationBytes() {
    return bodies.get(0).length / perBody;
  }

  /** Some member certified a block: on its replica's thread. */
  void executed(ExecutedBlock block) {
    long nowNs = System.nanoTime();
    for (Digest digest : block.block().bodies()) {
      Integer number = numbers.get(digest);
      if (number != null && certifiedNs.compareAndSet(number, 0, nowNs)) {
        room.release();
        certified.release();
      }
    }
  }

  /** The same, for one member only: counts transfers that had no effect. */
  void judge(ExecutedBlock block) {
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt
          && receipt.kind() == OrderKind.TRANSFER
          && receipt.outcome() != Outcome.DONE) {
        undone.incrementAndGet();
      }
    }
  }

  /** Sends bodies [from, to) to every member as fast as there is room; waits for all of them. */
  Figures send(Lines lines, List<ReplicaId> members, int from, int to) throws InterruptedException {
    long startNs = System.nanoTime();
    for (int number = from; number < to; number++) {
      room.acquire();
      sentNs.set(number, System.nanoTime());
      for (ReplicaId member : members) {
        lines.queue(member, Lane.BODIES).put(bodies.get(number));
      }
    }
    certified.acquire(to - from);
    double seconds = (System.nanoTime() - startNs) / 1e9;
    long[] us = new long[to - from];
    for (int number = from; number < to; number++) {
      us[number - from] = (certifiedNs.get(number) - sentNs.get(number)) / 1_000;
    }
    return Figures.of("operations", (long) (to - from) * perBody, seconds, us);
  }

  /** Transfers that were refused: none, if what was measured is what was meant. */
  int undone() {
    return undone.get();
  }
}
